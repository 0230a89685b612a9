import type { BuildRow } from "../row-context.ts";
import type { SampleTenantKey } from "../tenants.ts";
import { appException, appRequest, appTrace } from "./app-insights.ts";
import { containerLog } from "./container.ts";
import { auditLog, signinLog } from "./entra.ts";
import { perf } from "./perf.ts";
import { securityEvent } from "./security-event.ts";
import { syslog } from "./syslog.ts";
import { appServiceHttpLog, gatewayAccessLog } from "./web.ts";

interface TableRecipe {
  readonly build: BuildRow;
  /** Rows at scale 1. */
  readonly rows: Readonly<Record<SampleTenantKey, number>>;
  /** Analytics retention in days before Log Doctor: long, as workspaces often are. */
  readonly retentionInDays: number;
  readonly totalRetentionInDays: number;
}

export const recipes = {
  AppServiceHTTPLogs: recipe(appServiceHttpLog, [5_400, 1_800], 90),
  AGWAccessLogs: recipe(gatewayAccessLog, [2_500, 6_000], 90),
  Syslog: recipe(syslog, [3_500, 2_400], 180),
  AppTraces: recipe(appTrace, [4_500, 5_500], 120),
  AppExceptions: recipe(appException, [900, 1_300], 120),
  ContainerLogV2: recipe(containerLog, [950, 1_400], 60),
  SecurityEvent: recipe(securityEvent, [2_200, 1_500], 365),
  SigninLogs: recipe(signinLog, [900, 1_600], 180),
  AuditLogs: recipe(auditLog, [500, 700], 180),
  Perf: recipe(perf, [4_000, 3_000], 90),
  AppRequests: recipe(appRequest, [2_200, 2_600], 180, 730),
} as const satisfies Record<string, TableRecipe>;

export type SampleTableName = keyof typeof recipes;

function recipe(build: BuildRow, rows: readonly [number, number], retention: number, total = retention): TableRecipe {
  const [kr, jp] = rows;
  return { build, rows: { kr, jp }, retentionInDays: retention, totalRetentionInDays: total };
}

export function isSampleTable(name: string): name is SampleTableName {
  return Object.hasOwn(recipes, name);
}
