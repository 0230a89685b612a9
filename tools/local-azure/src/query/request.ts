import { z } from "zod";
import type { Call } from "../http/call.ts";
import { badArgument } from "./kql-errors.ts";

const Body = z.looseObject({
  query: z.string(),
  timespan: z.string().nullish(),
  workspaces: z.array(z.string()).nullish(),
});

export type QueryRequest = {
  readonly query: string;
  readonly timespan?: string;
  readonly workspaces: readonly string[];
  readonly waitSeconds: number;
  readonly statistics: boolean;
  readonly render: boolean;
};

/** Reads a query from a POST body or a GET's parameters; undefined when the service would answer an empty 200. */
export function readQueryRequest(call: Call): QueryRequest | undefined {
  const parameters = call.request.method === "GET" ? fromParameters(call.url.searchParams) : fromBody(call);
  if (parameters === undefined) return undefined;
  const prefer = parsePrefer(call.request.headers.get("prefer") ?? "");
  const { queryDefaultWaitSeconds, queryMaxWaitSeconds } = call.world.settings.limits;
  const wait = Number(prefer.get("wait") ?? queryDefaultWaitSeconds);
  return {
    query: parameters.query,
    ...(parameters.timespan ? { timespan: parameters.timespan } : {}),
    workspaces: parameters.workspaces ?? [],
    waitSeconds: Number.isFinite(wait) ? Math.min(Math.max(0, wait), queryMaxWaitSeconds) : queryDefaultWaitSeconds,
    statistics: prefer.get("include-statistics") === "true",
    render: prefer.get("include-render") === "true",
  };
}

function fromParameters(parameters: URLSearchParams): z.infer<typeof Body> | undefined {
  const query = parameters.get("query");
  if (query === null) return undefined;
  return { query, timespan: parameters.get("timespan"), workspaces: parameters.get("workspaces")?.split(",") };
}

function fromBody(call: Call): z.infer<typeof Body> | undefined {
  const type = call.request.headers.get("content-type") ?? "";
  if (call.body.length === 0 || !type.toLowerCase().includes("json")) return undefined;
  const parsed = Body.safeParse(parseJson(call));
  if (parsed.success) return parsed.data;
  throw badArgument(call.world.newId(), { code: "QueryValidationError", message: z.prettifyError(parsed.error) });
}

function parseJson(call: Call): unknown {
  try {
    return JSON.parse(call.body.toString("utf8"));
  } catch {
    const details = [{ code: "InvalidJsonBody", message: "The request body is not valid JSON." }];
    throw badArgument(call.world.newId(), {
      code: "QueryValidationError",
      message: "Failed parsing the query",
      details,
    });
  }
}

/** `wait=300,include-statistics=true`; the header may also separate by `;`. logs/api/prefer-options.md */
function parsePrefer(header: string): Map<string, string> {
  const pairs = header.split(/[,;]/).map((part) => part.trim().split("="));
  return new Map(pairs.map(([name = "", value = ""]) => [name.toLowerCase(), value.toLowerCase()]));
}
