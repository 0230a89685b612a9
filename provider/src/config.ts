import { z } from "zod";

const list = z
  .string()
  .default("")
  .transform((text) => text.split(",").map((entry) => entry.trim()))
  .transform((entries) => entries.filter((entry) => entry !== ""));

/** Environment variables of the provider; a name that is missing or bad is told at start, all of them at once. */
const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  HOST: z.string().default("127.0.0.1"),
  /** Client id of the API's registration: the only audience that is accepted. */
  API_AUDIENCE: z.guid(),
  ISSUER_TEMPLATE: z.string().includes("{tid}").default("https://login.microsoftonline.com/{tid}/v2.0"),
  JWKS_URL: z.url().default("https://login.microsoftonline.com/common/discovery/v2.0/keys"),
  /** PEM file of a further certificate authority to trust. */
  CA_FILE: z.string().optional(),
  STORE: z.enum(["embedded", "cosmos"]).default("embedded"),
  DATA_DIRECTORY: z.string().min(1).default(".data/provider"),
  COSMOS_ENDPOINT: z.url().optional(),
  COSMOS_DATABASE: z.string().default("logdoctor"),
  /** Client id of the user-assigned identity that reaches the store. */
  AZURE_CLIENT_ID: z.guid().optional(),
  /** Private Ed25519 JWK, in Azure a reference to Key Vault. Without it a local key is made. */
  BUNDLE_SIGNING_KEY: z.string().optional(),
  /** JSON array of public JWKs that signed bundles before. */
  BUNDLE_EARLIER_KEYS: z.string().default("[]"),
  LEASE_MINUTES: z.coerce.number().min(1).max(60).default(15),
  PROBLEM_BASE: z.url().default("https://logdoctor.example/errors"),
  CORS_ORIGINS: list,
  RATE_PER_SECOND: z.coerce.number().positive().default(50),
  RATE_BURST: z.coerce.number().int().positive().default(200),
  /** 32 random bytes as base64url, in Azure a reference to Key Vault: encrypts webhooks and signs cards. */
  NOTIFY_KEY: z.string().optional(),
  /** Page of an incident, with {id} in it. */
  INCIDENT_URL: z.string().includes("{id}").default("https://logdoctor.example/tab/#/detect/incidents/{id}"),
  /** Page of a finding of Prevent, with {id} in it; beside that of incidents where absent. */
  FINDING_URL: z.string().includes("{id}").optional(),
  /** Page of a rule of Filter, with {id} in it; beside that of incidents where absent. */
  FILTER_URL: z.string().includes("{id}").optional(),
  /** Hosts that webhooks may lie at, beside none: those of Workflows. */
  WEBHOOK_HOSTS: list,
  /** Client id of the bot. Without it there is no bot. */
  BOT_APP_ID: z.guid().optional(),
  /** Tenant of the bot's registration. */
  BOT_TENANT_ID: z.guid().optional(),
  /** Without it the bot is a user-assigned managed identity. */
  BOT_CLIENT_SECRET: z.string().optional(),
  BOT_AUTHORITY: z.url().default("https://login.microsoftonline.com"),
  BOT_JWKS_URL: z.url().default("https://login.botframework.com/v1/.well-known/keys"),
  /** Hosts of the Bot Connector; empty: those of Teams in the public cloud. */
  BOT_SERVICE_HOSTS: list,
  /** Tenants that may use the bot; empty: the one of its registration. */
  BOT_TENANTS: list,
  NOTIFY_POLL_MS: z.coerce.number().int().min(20).max(60_000).default(500),
  TAB_DIRECTORY: z.string().optional(),
  TAB_CLIENT_ID: z.guid().optional(),
  TAB_AUTHORITY: z.url().default("https://login.microsoftonline.com/organizations"),
  /** Scopes, separated by spaces. */
  TAB_SCOPE: z.string().optional(),
  /** Empty: the tab calls the origin that it came from. */
  TAB_API_BASE: z.union([z.literal(""), z.url()]).default(""),
  TAB_FRAME_ANCESTORS: list,
});
type Environment = z.infer<typeof Environment>;

const teamsFrames = ["https://teams.microsoft.com", "https://*.teams.microsoft.com", "https://*.cloud.microsoft"];

export type ProviderConfig = ReturnType<typeof configOf>;

/** Reads the configuration. @throws Error that names every variable that is missing or wrong. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): ProviderConfig {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = Environment.safeParse(set);
  const missing = needed.filter(({ name, when }) => set[name] === undefined && when(set));
  if (parsed.success && missing.length === 0) return configOf(parsed.data);
  const wrong = (parsed.error?.issues ?? []).map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  const lines = [...wrong, ...missing.map(({ name, why }) => `  ${name}: needed ${why}`)];
  throw new Error(`The provider's configuration is not valid:\n${lines.join("\n")}`);
}

interface Need {
  readonly name: keyof Environment;
  readonly when: (set: Readonly<Record<string, string | undefined>>) => boolean;
  readonly why: string;
}

/** What other settings make necessary. Judged apart from the schema, so that it is told along with the rest. */
const needed: readonly Need[] = [
  { name: "COSMOS_ENDPOINT", when: (set) => set["STORE"] === "cosmos", why: "with STORE=cosmos" },
  {
    name: "BUNDLE_SIGNING_KEY",
    when: (set) => set["STORE"] === "cosmos",
    why: "with STORE=cosmos: several instances share one key",
  },
  { name: "BOT_TENANT_ID", when: (set) => set["BOT_APP_ID"] !== undefined, why: "with BOT_APP_ID" },
  {
    name: "NOTIFY_KEY",
    when: (set) => set["BOT_APP_ID"] !== undefined && set["STORE"] === "cosmos",
    why: "with BOT_APP_ID and STORE=cosmos: several instances share one key",
  },
  { name: "TAB_CLIENT_ID", when: (set) => set["TAB_DIRECTORY"] !== undefined, why: "with TAB_DIRECTORY" },
];

function configOf(env: Environment) {
  return {
    listen: { port: env.PORT, host: env.HOST },
    tokens: { audience: env.API_AUDIENCE, issuerTemplate: env.ISSUER_TEMPLATE, jwksUrl: env.JWKS_URL },
    caFile: env.CA_FILE,
    store: {
      kind: env.STORE,
      dataDirectory: env.DATA_DIRECTORY,
      endpoint: env.COSMOS_ENDPOINT,
      database: env.COSMOS_DATABASE,
      identityClientId: env.AZURE_CLIENT_ID,
    },
    bundle: { signingKey: env.BUNDLE_SIGNING_KEY, earlierKeys: env.BUNDLE_EARLIER_KEYS },
    leaseMs: env.LEASE_MINUTES * 60_000,
    problemBase: env.PROBLEM_BASE,
    corsOrigins: env.CORS_ORIGINS,
    rate: { ratePerSecond: env.RATE_PER_SECOND, rateBurst: env.RATE_BURST },
    tab: tabOf(env),
    notify: {
      key: env.NOTIFY_KEY,
      incidentUrl: env.INCIDENT_URL,
      findingUrl: env.FINDING_URL ?? env.INCIDENT_URL.replace("detect/incidents", "prevent/findings"),
      filterUrl: env.FILTER_URL ?? env.INCIDENT_URL.replace("detect/incidents", "filter/rules/one"),
      webhookHosts: env.WEBHOOK_HOSTS,
      bot: botOf(env),
      pollMs: env.NOTIFY_POLL_MS,
    },
  };
}

function botOf(env: Environment) {
  if (env.BOT_APP_ID === undefined) return undefined;
  // A token for one would be good for the other: a person's could then speak as Teams.
  if (env.BOT_APP_ID === env.API_AUDIENCE) throw new Error("BOT_APP_ID and API_AUDIENCE must be two registrations");
  return {
    appId: env.BOT_APP_ID,
    homeTenant: env.BOT_TENANT_ID ?? "",
    secret: env.BOT_CLIENT_SECRET,
    authority: env.BOT_AUTHORITY,
    keysUrl: env.BOT_JWKS_URL,
    serviceHosts: env.BOT_SERVICE_HOSTS,
    tenants: env.BOT_TENANTS,
  };
}

function tabOf(env: Environment) {
  if (env.TAB_CLIENT_ID === undefined) return undefined;
  return {
    directory: env.TAB_DIRECTORY,
    authority: env.TAB_AUTHORITY,
    clientId: env.TAB_CLIENT_ID,
    scope: env.TAB_SCOPE ?? `openid profile api://${env.API_AUDIENCE}/access_as_user`,
    apiBase: env.TAB_API_BASE,
    frameAncestors: env.TAB_FRAME_ANCESTORS.length > 0 ? env.TAB_FRAME_ANCESTORS : teamsFrames,
  };
}
