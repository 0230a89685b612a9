import type { SampleOptions } from "./generate.ts";
import { createRandom, type Random } from "./random.ts";
import { type Fields, rowText } from "./row.ts";
import type { RowContext } from "./row-context.ts";
import { appFields, appInsights } from "./tables/app-context.ts";
import { resourceId, type SampleTenant, sampleTenants } from "./tenants.ts";
import { logInstant } from "./timeline.ts";

const spanMs = 5 * 3_600_000;

/** Rows of one table. */
export interface NoisyTable {
  readonly table: "AppTraces" | "AppExceptions" | "ContainerLogV2";
  readonly rows: string[];
}

type Build = (context: RowContext, place: number) => { resource: string; fields: Fields };

/** What each chatty part of a shop logs within five hours. Written for this purpose. */
const parts: readonly { table: NoisyTable["table"]; rows: number; build: Build }[] = [
  { table: "AppTraces", rows: 900, build: cartDebug },
  { table: "AppTraces", rows: 400, build: healthCheck },
  { table: "AppTraces", rows: 8, build: wholeBody },
  { table: "AppExceptions", rows: 150, build: thrownAgain },
  { table: "ContainerLogV2", rows: 160, build: batchTrace },
  { table: "ContainerLogV2", rows: 500, build: probeLine },
];

/**
 * What a tenant's applications log too much of in the five hours before `now`: debug logs, health checks, whole payloads,
 * exceptions that every layer logs, traces of a batch.
 */
export function sampleNoise({ now, tenant: key, seed = "log-doctor" }: SampleOptions): NoisyTable[] {
  const tenant = sampleTenants[key];
  return parts.map(({ table, rows, build }, part) => {
    const random = createRandom([seed, key, "noise", String(part), now.toISOString()].join("/"));
    return {
      table,
      rows: Array.from({ length: rows }, (_, index) => row({ table, tenant, random, build }, index, now, rows)),
    };
  });
}

interface Making {
  readonly table: NoisyTable["table"];
  readonly tenant: SampleTenant;
  readonly random: Random;
  readonly build: Build;
}

function row({ table, tenant, random, build }: Making, index: number, now: Date, count: number): string {
  const ms = now.getTime() - spanMs + Math.floor((index / count) * spanMs);
  const time = logInstant(ms, random.int(0, 9_999));
  const itemId = random.guid();
  const { resource, fields } = build({ tenant, random, index, ms, time }, index);
  return rowText({ table, tenant, time, itemId, resourceId: resource }, fields);
}

function trace(context: RowContext, logger: string, fields: Fields): { resource: string; fields: Fields } {
  const own = { AppRoleName: "cart-api", Properties: { CategoryName: logger }, ...fields };
  return { resource: appInsights(context), fields: { ...appFields(context), ...own } };
}

function cartDebug(context: RowContext) {
  const { random, index } = context;
  const Message = `Cart ${100_000 + index} of session ${random.hex(16)}: ${random.int(1, 30)} items read from shard-${random.int(0, 7)} in ${random.int(1, 90)} ms`;
  return trace(context, "Shop.Carts.CartCache", { Message, SeverityLevel: 0 });
}

function healthCheck(context: RowContext) {
  const ms = (context.random.int(10, 900) / 100).toFixed(2);
  const Message = `Health check processing with combined status Healthy completed after ${ms} ms`;
  const logger = "Microsoft.Extensions.Diagnostics.HealthChecks.DefaultHealthCheckService";
  return trace(context, logger, { Message, SeverityLevel: 1, OperationName: "GET /healthz" });
}

/** Application Insights keeps so many characters of a message and of a property. */
const longest = { message: 32_768, property: 8_192 } as const;

function wholeBody(context: RowContext) {
  const { random } = context;
  const items = Array.from({ length: 4_000 }, (_, i) => ({ sku: `sku-${i}`, n: random.int(1, 9) }));
  const body = JSON.stringify({ items });
  const Message = `Response body of GET /api/catalogue: ${body}`.slice(0, longest.message);
  const pieces = Array.from({ length: 6 }, (_, i) => [
    `Body${i}`,
    body.slice(i * longest.property, (i + 1) * longest.property),
  ]);
  const Properties = { CategoryName: "Shop.Catalogue.HttpLogging", ...Object.fromEntries(pieces) };
  return trace(context, "", { Message, SeverityLevel: 1, Properties });
}

const layers = 3;

/** Three rows of one operation, in which a failure passes three layers. */
function thrownAgain(context: RowContext, place: number) {
  const failure = Math.floor(place / layers);
  const text = "The inventory did not answer within 30 s";
  const type = "System.TimeoutException";
  const method =
    ["Shop.Stock.StockClient.ReadAsync", "Shop.Stock.StockService.CheckAsync", "Shop.Orders.Place"][place % layers] ??
    "";
  const fields = {
    ...appFields(context),
    AppRoleName: "cart-api",
    ExceptionType: type,
    InnermostMessage: text,
    InnermostType: type,
    Method: method,
    OperationId: `operation-${failure}-${context.tenant.key}`,
    OuterMessage: text,
    OuterType: type,
    ProblemId: `${type} at ${method}`,
    SeverityLevel: 3,
    // The layers are a moment apart; rows of this part otherwise are not.
    TimeGenerated: logInstant(context.ms - (place % layers) * Math.floor(spanMs / 150) + (place % layers) * 40, 0),
  };
  return { resource: appInsights(context), fields };
}

function container(context: RowContext, name: string, fields: Fields): { resource: string; fields: Fields } {
  const { tenant, random } = context;
  const cluster = resourceId(tenant, "Microsoft.ContainerService/managedClusters", `aks-${tenant.key}`);
  const usual = {
    Computer: "aks-pool1-vmss000001",
    ContainerId: random.hex(64),
    ContainerName: name,
    KubernetesMetadata: { podLabels: { app: name } },
    LogSource: "stdout",
    PodName: `${name}-${random.hex(9)}-${random.hex(5)}`,
    PodNamespace: "shop",
  };
  return { resource: cluster, fields: { ...usual, ...fields } };
}

function batchTrace(context: RowContext) {
  const { random, index } = context;
  const LogMessage = `step ${index} of settlement ${random.hex(8)}: account ${random.int(10_000, 99_999)} balanced`;
  return container(context, "settlement-batch", { LogLevel: "TRACE", LogMessage });
}

function probeLine(context: RowContext) {
  const { random, time } = context;
  const LogMessage = `${time} "GET /healthz HTTP/1.1" 200 2 "-" "kube-probe/1.30" ${random.int(1, 9)}ms`;
  return container(context, "storefront", { LogLevel: "INFO", LogMessage });
}
