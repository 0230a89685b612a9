import {
  type AnyEndpoint,
  appApi,
  detectApi,
  filterApi,
  notifyApi,
  type Problem,
  preventApi,
  type Role,
} from "@logdoctor/shared-policies";
import { answers, type FakeState } from "./fake-answers.ts";
import { aProblem, Refusal } from "./refusal.ts";

export interface FakeApi {
  readonly state: FakeState;
  readonly fetch: (request: Request) => Promise<Response>;
  /** Answers the endpoint's next calls with a problem, or again as usual without one. */
  readonly fail: (endpoint: string, problem: Problem | undefined) => void;
}

/**
 * The provider's contract over documents in memory: what is sent is checked against each endpoint's schemas, and so is
 * what is answered, so that the tab is never tested against documents that the contract does not allow.
 */
export function createFakeApi(state: FakeState): FakeApi {
  const failing = new Map<string, Problem>();
  return {
    state,
    fetch: async (request) => {
      try {
        return await answer(state, request, failing);
      } catch (cause) {
        if (cause instanceof Refusal) return problemResponse(cause.problem);
        throw cause;
      }
    },
    fail: (endpoint, problem) => {
      if (problem === undefined) failing.delete(endpoint);
      else failing.set(endpoint, problem);
    },
  };
}

async function answer(state: FakeState, request: Request, failing: Map<string, Problem>): Promise<Response> {
  const url = new URL(request.url);
  const found = route(request.method, url.pathname);
  if (found === undefined) throw new Refusal(aProblem("not-found", `${request.method} ${url.pathname}`));
  const { endpoint, params } = found;
  const problem = failing.get(endpoint.id);
  if (problem !== undefined) throw new Refusal(problem);
  if (request.headers.get("authorization") === null) throw new Refusal(aProblem("unauthenticated", "No token"));
  if (!endpoint.roles.some((role: Role) => state.roles.includes(role))) {
    throw new Refusal(aProblem("forbidden", `Needs one of: ${endpoint.roles.join(", ")}`));
  }
  const body = checked(endpoint.body, await bodyOf(request));
  const query = checked(endpoint.query, emptyAsUndefined(Object.fromEntries(url.searchParams), endpoint));
  const reply = answers[endpoint.id];
  if (reply === undefined) throw new Error(`The fake has no answer for ${endpoint.id}`);
  const data = reply(state, { params, query, body, ifMatch: request.headers.get("if-match") });
  return ok(endpoint, endpoint.response.parse(data));
}

function route(method: string, path: string): { endpoint: AnyEndpoint; params: Record<string, string> } | undefined {
  for (const endpoint of [
    ...appApi,
    ...detectApi,
    ...filterApi,
    ...notifyApi,
    ...preventApi,
  ] as readonly AnyEndpoint[]) {
    const pattern = new RegExp(`^${endpoint.path.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`);
    const match = endpoint.method === method ? pattern.exec(path) : null;
    if (match !== null) return { endpoint, params: { ...match.groups } };
  }
  return undefined;
}

async function bodyOf(request: Request): Promise<unknown> {
  const text = await request.text();
  return text === "" ? undefined : JSON.parse(text);
}

function emptyAsUndefined(query: Record<string, string>, endpoint: AnyEndpoint): unknown {
  return endpoint.query.safeParse(undefined).success ? undefined : query;
}

function checked(schema: AnyEndpoint["body"], value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Refusal(aProblem("invalid-request", parsed.error.message));
  return parsed.data;
}

function ok(endpoint: AnyEndpoint, data: unknown): Response {
  if (endpoint.status === 204) return new Response(null, { status: 204 });
  return Response.json(data, { status: endpoint.status });
}

function problemResponse(problem: Problem): Response {
  const headers = { "content-type": "application/problem+json" };
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}
