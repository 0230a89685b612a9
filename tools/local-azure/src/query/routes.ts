import { settleOperations } from "../arm/operations.ts";
import type { Call } from "../http/call.ts";
import { AzureError, azureError } from "../http/errors.ts";
import { sweepIfDue } from "../workspace/sweep.ts";
import { clampSpan, visibleFrom } from "../workspace/visibility.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { namedTables, queryPrincipal, requireQueryAccess } from "./authorize.ts";
import { badArgument, kqlRefusal } from "./kql-errors.ts";
import { type QueryRequest, readQueryRequest } from "./request.ts";
import { streamAnswer } from "./stream-answer.ts";
import { parseTimespan } from "./timespan.ts";

const BY_WORKSPACE = /^\/v1\/workspaces\/([^/]+)\/query$/i;
const BY_RESOURCE = /^\/v1(\/subscriptions\/.+)\/query$/i;

/** The query API under `/v1`; undefined for another path. */
export async function handleQuery(call: Call): Promise<Response | undefined> {
  const path = call.url.pathname;
  if (!path.startsWith("/v1/")) return undefined;
  const principal = await queryPrincipal(call);
  const target = BY_WORKSPACE.exec(path)?.[1] ?? BY_RESOURCE.exec(path)?.[1];
  if (target === undefined || !["GET", "POST"].includes(call.request.method)) {
    throw azureError(404, { code: "PathNotFoundError", message: "The requested path does not exist" });
  }
  const leave = await call.world.gate.enter(principal.objectId);
  let streaming = false;
  try {
    const request = readQueryRequest(call);
    if (request === undefined) return new Response("", { status: 200 });
    const workspace = findWorkspace(call, decodeURIComponent(target));
    requireQueryAccess(call, principal, workspace, request.query);
    const answer = await runQuery(call, workspace, request, leave);
    streaming = answer.body !== null;
    return answer;
  } finally {
    if (!streaming) leave();
  }
}

function findWorkspace(call: Call, target: string): Workspace {
  const { world } = call;
  const wanted = target.toLowerCase();
  const found = [...world.workspaces.values()].find(
    (workspace) => workspace.customerId === wanted || workspace.id.toLowerCase() === wanted,
  );
  if (found !== undefined) return found;
  const message = `Failed to resolve resource: the workspace ${target} could not be found`;
  throw badArgument(world.newId(), { code: "FailedToResolveResource", message });
}

async function runQuery(call: Call, workspace: Workspace, request: QueryRequest, done: () => void): Promise<Response> {
  const { world, effect } = call;
  if (request.workspaces.length > 0) {
    const message = "local-azure does not query several workspaces at once, Azure does.";
    throw badArgument(world.newId(), { code: "NotSupported", message });
  }
  if (effect.querySeconds !== undefined && effect.querySeconds > request.waitSeconds) throw gatewayTimeout(call);
  await settleOperations(world);
  await sweepIfDue(world, workspace);
  if (!workspace.placed) return new Response(null, { status: 204 });
  refuseOtherPlans(call, workspace, request.query);
  const body = await withinWait(call, request, startAnswer(call, workspace, request, done));
  return new Response(body, { headers: { "content-type": "application/json; charset=utf-8" } });
}

/** 504 if the first rows take longer than `wait`; an answer that comes too late is let go. */
async function withinWait(
  call: Call,
  request: QueryRequest,
  started: Promise<ReadableStream>,
): Promise<ReadableStream> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(gatewayTimeout(call)), request.waitSeconds * 1000);
  try {
    return await Promise.race([started, late]);
  } catch (cause) {
    if (!(cause instanceof AzureError)) throw kqlRefusal(cause, call.world.newId());
    const ignored = (): void => undefined;
    started.then((body) => body.cancel(), ignored);
    throw cause;
  } finally {
    clearTimeout(timer);
  }
}

async function startAnswer(
  call: Call,
  workspace: Workspace,
  request: QueryRequest,
  done: () => void,
): Promise<ReadableStream> {
  const { world, effect } = call;
  const now = world.clock.now();
  const asked = request.timespan === undefined ? undefined : readTimespan(call, request.timespan, now);
  const timespan = clampSpan(asked, await visibleFrom(workspace, request.query, now));
  const result = await workspace.engine.query(request.query, timespan === undefined ? { now } : { now, timespan });
  const { queryMaxRows, queryMaxBytes } = world.settings.limits;
  const partial = effect.partialError;
  return streamAnswer(result, {
    maxRows: partial === undefined ? queryMaxRows : (partial.rows ?? 1),
    maxBytes: queryMaxBytes,
    ...(partial === undefined ? {} : { partialMessage: partial.message ?? "Injected partial result" }),
    extra: extras(request),
    done,
  });
}

function readTimespan(call: Call, text: string, now: bigint): { start: bigint; end: bigint } {
  try {
    return parseTimespan(text, now);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw badArgument(call.world.newId(), { code: "InvalidTimespan", message: cause.message });
  }
}

/** Basic and Auxiliary tables answer only to `/search`. logs/basic-logs-query.md */
function refuseOtherPlans(call: Call, workspace: Workspace, query: string): void {
  const other = namedTables(workspace, query).find(
    (name) => workspace.tables.get(name.toLowerCase())?.plan !== "Analytics",
  );
  if (other === undefined) return;
  const message = `Table '${other}' is not on the Analytics plan: it cannot be read through /query. local-azure does not offer /search.`;
  throw badArgument(call.world.newId(), { code: "SemanticError", message });
}

function gatewayTimeout(call: Call): Error {
  return azureError(504, { code: "GatewayTimeout", message: "Gateway timeout", correlationId: call.world.newId() });
}

/** The inside of `statistics` is not documented: a client must treat it as opaque. */
function extras(request: QueryRequest): Record<string, unknown> {
  return {
    ...(request.statistics
      ? { statistics: { query: { executionTime: 0, resourceUsage: {}, datasetStatistics: [] } } }
      : {}),
    ...(request.render
      ? {
          render: {
            visualization: null,
            title: null,
            accumulate: false,
            isQuerySorted: false,
            kind: null,
            annotation: null,
            by: null,
          },
        }
      : {}),
  };
}
