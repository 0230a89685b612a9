import { Ceiling } from "@logdoctor/shared-policies";
import { z } from "zod";

function json<T extends z.ZodType>(schema: T) {
  return z.string().transform((text, context): z.output<T> => {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      context.addIssue({ code: "custom", message: "must be JSON" });
      return z.NEVER;
    }
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    context.addIssue({ code: "custom", message: z.prettifyError(parsed.error) });
    return z.NEVER;
  });
}

/** Tokens travel to this address: TLS, or this very machine. */
const secureUrl = z.url().refine((text) => {
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || (protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(hostname));
}, "must be https, or http on the loopback interface");

const resourceId =
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.OperationalInsights\/workspaces\/[^/]+$/i;

const collectionRuleId =
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Insights\/dataCollectionRules\/[^/]+$/i;

/** The agent's settings, as `bicep/agent` writes them. */
export const AgentConfig = z.object({
  LOGDOCTOR_PROVIDER_URL: secureUrl,
  LOGDOCTOR_PROVIDER_SCOPE: z.string().min(1),
  LOGDOCTOR_TENANT_ID: z.guid(),
  LOGDOCTOR_WORKSPACE_RESOURCE_ID: z.string().regex(resourceId, "must be the ARM id of a Log Analytics workspace"),
  LOGDOCTOR_WORKSPACE_ID: z.guid(),
  LOGDOCTOR_REGION: z.string().min(1),
  LOGDOCTOR_ARCHIVE_ACCOUNT_URL: z.url({ protocol: /^https$/ }),
  LOGDOCTOR_ARCHIVE_CONTAINER: z.string().min(3).default("archive"),
  LOGDOCTOR_STATE_CONTAINER: z.string().min(3).default("logdoctor-state"),
  LOGDOCTOR_ARCHIVE_TIER: z.enum(["hot", "cool", "cold", "archive"]).default("cool"),
  LOGDOCTOR_BUNDLE_KEYS: json(
    z.object({
      keys: z.array(z.looseObject({ kty: z.literal("OKP"), crv: z.literal("Ed25519"), x: z.string() })).min(1),
    }),
  ),
  LOGDOCTOR_ENROLMENT_CODE: z.string().optional(),
  LOGDOCTOR_CLIENT_ID: z.guid().optional(),
  LOGDOCTOR_CEILING: json(Ceiling).default(Ceiling.parse({})),
  /** ARM ids of the data collection rules that Filter may change; it has a role on no others. */
  LOGDOCTOR_FILTER_RULES: json(
    z.array(z.string().regex(collectionRuleId, "must be the ARM id of a data collection rule")).max(50),
  ).default([]),
  LOGDOCTOR_LOGS_ENDPOINT: z.url({ protocol: /^https$/ }).default("https://api.loganalytics.azure.com/v1"),
  LOGDOCTOR_LOGS_SCOPE: z.string().default("https://api.loganalytics.io/.default"),
  LOGDOCTOR_ARM_ENDPOINT: z.url({ protocol: /^https$/ }).default("https://management.azure.com"),
  LOGDOCTOR_ARM_SCOPE: z.string().default("https://management.azure.com/.default"),
  LOGDOCTOR_STORAGE_SCOPE: z.string().default("https://storage.azure.com/.default"),
  LOGDOCTOR_SCHEDULE: z.string().default("0 */5 * * * *"),
  LOGDOCTOR_TIME_BUDGET_SECONDS: z.coerce.number().int().min(10).max(1500).default(1200),
});
export type AgentConfig = z.infer<typeof AgentConfig>;

/** Reads settings; throws one error that names every setting that is wrong. */
export function agentConfig(env: Readonly<Record<string, string | undefined>>): AgentConfig {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = AgentConfig.safeParse(present);
  if (parsed.success) return parsed.data;
  throw new Error(`The agent's settings are not right:\n${z.prettifyError(parsed.error)}`);
}
