import type { FilterRuleDraft } from "@logdoctor/shared-policies";
import { z } from "zod";

type Template = Omit<FilterRuleDraft, "isActive" | "expiresAt">;

/** The first rules that most teams need. Tables are a start: the same noise may stand in others too. */
export const templates = {
  "block-healthcheck": {
    ruleName: "block-healthcheck",
    filterType: "Keyword",
    matchPattern: ["health check", "readiness"],
    action: "DROP",
    priority: 100,
    table: "AppTraces",
  },
  "block-k8s-internal": {
    ruleName: "block-k8s-internal",
    filterType: "Category",
    matchPattern: "kube-system",
    action: "DROP",
    priority: 100,
    table: "ContainerLogV2",
  },
  "block-crawler-ips": {
    ruleName: "block-crawler-ips",
    filterType: "Source",
    matchPattern: ["66.249.64.0/19", "157.55.39.0/24", "207.46.13.0/24", "40.77.167.0/24"],
    action: "DROP",
    priority: 100,
    table: "AppServiceHTTPLogs",
  },
  "sample-verbose-api": {
    ruleName: "sample-verbose-api",
    filterType: "Sampling",
    matchPattern: "/api/v1/status",
    action: "SAMPLE",
    samplingRate: 0.1,
    priority: 100,
    table: "AppServiceHTTPLogs",
  },
  "block-static-assets": {
    ruleName: "block-static-assets",
    filterType: "Keyword",
    matchPattern: [".css", ".js", ".png"],
    action: "DROP",
    priority: 200,
    table: "AppServiceHTTPLogs",
  },
} as const satisfies Record<string, Template>;

export type TemplateName = keyof typeof templates;
export const templateNames = Object.keys(templates) as TemplateName[];

const Search = z.object({ template: z.enum(templateNames).optional().catch(undefined) });

/** The template that an address names, if any. */
export function templateOf(search: unknown): z.infer<typeof Search> {
  return Search.parse(search);
}
