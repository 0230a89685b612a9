import { gunzipSync } from "node:zlib";
import { isDataAllowed } from "../access/grants.ts";
import { type DataCollectionRule, tableOfStream } from "../dcr/rule.ts";
import { isExactNumber, parseExact } from "../exact-json.ts";
import type { Call } from "../http/call.ts";
import { type AzureError, azureError } from "../http/errors.ts";
import { checkBearer } from "../identity/check-bearer.ts";
import { AUDIENCES } from "../identity/resources.ts";
import { deliver, type Passageway } from "./deliver.ts";

const PATH = /^\/dataCollectionRules\/([^/]+)\/streams\/([^/]+)$/i;
const PUBLISH = "Microsoft.Insights/Telemetry/Write";

/** The Logs Ingestion API; undefined for another path. logs/logs-ingestion-api-overview.md. Error codes are unverified. */
export async function handleIngestion(call: Call): Promise<Response | undefined> {
  const [, immutableId, stream] = PATH.exec(call.url.pathname) ?? [];
  if (immutableId === undefined || stream === undefined) return undefined;
  if (call.request.method !== "POST")
    throw azureError(405, { code: "MethodNotAllowed", message: "Only POST is allowed." });
  const checked = await checkBearer(call, AUDIENCES.monitor);
  if (!checked.ok)
    throw azureError(401, { code: "AuthenticationFailed", message: `The token was refused: ${checked.problem}.` });
  if (!call.url.searchParams.get("api-version"))
    throw badRequest("MissingApiVersionParameter", "The api-version query parameter is required.");
  const rule = [...call.world.rules.values()].find(
    (one) => one.immutableId === immutableId && one.tenantId === checked.principal.tenantId,
  );
  if (rule === undefined)
    throw azureError(404, {
      code: "NotFound",
      message: `Data collection rule with immutable Id '${immutableId}' not found.`,
    });
  call.entry.actions.push(PUBLISH);
  if (!isDataAllowed(call.world, checked.principal, PUBLISH, rule.id)) {
    const message = `The authentication token provided does not have access to ingest data for the data collection rule with immutable Id '${immutableId}'.`;
    throw azureError(403, { code: "OperationFailed", message });
  }
  const rows = readRows(call);
  for (const way of waysOf(call, rule, decodeURIComponent(stream))) await deliver(call.world, way, rows);
  return new Response(null, { status: 204 });
}

function readRows(call: Call): Record<string, unknown>[] {
  const limit = call.world.settings.limits.ingestionMaxBytes;
  const tooLarge = (): AzureError =>
    azureError(413, { code: "ContentLengthLimitExceeded", message: `The body is larger than ${limit} bytes.` });
  if (call.body.length > limit) throw tooLarge();
  const gzip = call.request.headers.get("content-encoding")?.toLowerCase() === "gzip";
  const text = gzip ? unzip(call.body, limit, tooLarge) : call.body;
  if (text.length > limit) throw tooLarge();
  const value = parseBody(text.toString("utf8"));
  if (!Array.isArray(value) || !value.every(isRow)) {
    throw badRequest("InvalidRequest", "The body must be a JSON array of objects.");
  }
  return value as Record<string, unknown>[];
}

function isRow(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isExactNumber(value);
}

function unzip(body: Buffer, limit: number, tooLarge: () => AzureError): Buffer {
  try {
    return gunzipSync(body, { maxOutputLength: limit });
  } catch (cause) {
    if (cause instanceof RangeError) throw tooLarge();
    throw badRequest("InvalidRequest", "The body is not gzip.");
  }
}

function parseBody(text: string): unknown {
  try {
    return parseExact(text);
  } catch {
    throw badRequest("InvalidRequest", "The body is not valid JSON.");
  }
}

function waysOf(call: Call, rule: DataCollectionRule, stream: string): Passageway[] {
  const flows = (rule.body.properties.dataFlows ?? []).filter((flow) => flow.streams.includes(stream));
  if (flows.length === 0)
    throw badRequest("InvalidStream", `The stream ${stream} was not configured in the data collection rule.`);
  return flows.flatMap((flow) => waysOfFlow(call, { rule, flow, stream }));
}

function waysOfFlow(call: Call, from: Pick<Passageway, "rule" | "flow" | "stream">): Passageway[] {
  const { rule, flow, stream } = from;
  const tableName = tableOfStream(flow.outputStream ?? stream).toLowerCase();
  const destinations = rule.body.properties.destinations?.logAnalytics ?? [];
  return destinations
    .filter((destination) => flow.destinations.includes(destination.name))
    .flatMap((destination) => {
      const workspace = call.world.workspaces.get(destination.workspaceResourceId.toLowerCase());
      const table = workspace?.tables.get(tableName);
      return workspace !== undefined && table !== undefined ? [{ ...from, workspace, table }] : [];
    });
}

function badRequest(code: string, message: string): AzureError {
  return azureError(400, { code, message });
}
