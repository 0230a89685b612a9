import { z } from "zod";
import { Problem } from "../problem.ts";

/** Who may call an endpoint. `none` is open: health and the API document. */
export const Role = z.enum(["agent", "reader", "admin", "responder", "approver", "operator"]);
export type Role = z.infer<typeof Role>;

/** One HTTP endpoint, imported by both ends; the OpenAPI document is generated from it. */
export interface Endpoint<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Response extends z.ZodType,
> {
  readonly id: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Path with `{name}` placeholders. */
  readonly path: string;
  readonly summary: string;
  /** Any one of these roles suffices. */
  readonly roles: readonly Role[];
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly response: Response;
  readonly status: 200 | 201 | 204;
  /** The response carries an ETag, and changes to it need If-Match. */
  readonly concurrency?: "etag" | "if-match";
}

export type AnyEndpoint = Endpoint<z.ZodType, z.ZodType, z.ZodType, z.ZodType>;

export const nothing = z.undefined();

/** Fills an endpoint's optional parts. */
export function defineEndpoint<
  Response extends z.ZodType,
  Params extends z.ZodType = typeof nothing,
  Query extends z.ZodType = typeof nothing,
  Body extends z.ZodType = typeof nothing,
>(
  endpoint: Pick<Endpoint<Params, Query, Body, Response>, "id" | "method" | "path" | "summary" | "roles" | "response"> &
    Partial<Endpoint<Params, Query, Body, Response>>,
): Endpoint<Params, Query, Body, Response> {
  const empty = {
    params: nothing as unknown as Params,
    query: nothing as unknown as Query,
    body: nothing as unknown as Body,
  };
  return { status: 200, ...empty, ...endpoint };
}

/** A problem that the provider answered, thrown on the caller's side. */
export class ProblemError extends Error {
  readonly problem: Problem;
  /** Seconds after which to try again, where the provider said so. */
  readonly retryAfter: number | undefined;

  constructor(problem: Problem, retryAfter?: number) {
    super(`${problem.code}: ${problem.detail}`);
    this.name = "ProblemError";
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

/** Input of a call: only the parts that the endpoint declares. */
export interface CallInput<E extends AnyEndpoint> {
  readonly params?: z.input<E["params"]>;
  readonly query?: z.input<E["query"]>;
  readonly body?: z.input<E["body"]>;
  readonly ifMatch?: string;
}

export interface CallTarget {
  readonly baseUrl: string;
  readonly fetch: (request: Request) => Promise<Response>;
  readonly token: () => Promise<string>;
  readonly signal?: () => AbortSignal;
}

export interface CallResult<T> {
  readonly data: T;
  readonly etag: string | undefined;
}

/**
 * Calls an endpoint and validates the answer. Throws `ProblemError` for an RFC 9457 answer, `Error` for anything else
 * that is not the declared response; network errors pass through.
 */
export async function call<E extends AnyEndpoint>(
  target: CallTarget,
  endpoint: E,
  input: CallInput<E> = {},
): Promise<CallResult<z.output<E["response"]>>> {
  const response = await target.fetch(await requestOf(target, endpoint, input));
  const text = await response.text();
  if (!response.ok) throw problemOf(response, text);
  const data: unknown = text === "" ? undefined : JSON.parse(text);
  const etag = response.headers.get("etag") ?? undefined;
  return { data: endpoint.response.parse(data) as z.output<E["response"]>, etag };
}

async function requestOf<E extends AnyEndpoint>(
  target: CallTarget,
  endpoint: E,
  input: CallInput<E>,
): Promise<Request> {
  const headers = new Headers({ accept: "application/json" });
  const token = await target.token();
  if (token !== "") headers.set("authorization", `Bearer ${token}`);
  if (input.ifMatch !== undefined) headers.set("if-match", input.ifMatch);
  if (input.body !== undefined) headers.set("content-type", "application/json");
  return new Request(urlOf(target.baseUrl, endpoint.path, input), {
    method: endpoint.method,
    headers,
    body: input.body === undefined ? null : JSON.stringify(input.body),
    signal: target.signal?.() ?? null,
  });
}

function urlOf(baseUrl: string, path: string, input: { params?: unknown; query?: unknown }): string {
  const params = (input.params ?? {}) as Record<string, string>;
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries((input.query ?? {}) as Record<string, unknown>)) {
    if (value !== undefined) search.set(name, String(value));
  }
  const query = search.toString();
  return `${baseUrl.replace(/\/$/, "")}${filled}${query === "" ? "" : `?${query}`}`;
}

function problemOf(response: Response, text: string): Error {
  const parsed = Problem.safeParse(parseJson(text));
  if (!parsed.success) return new Error(`HTTP ${response.status} without a problem document`);
  const retryAfter = Number(response.headers.get("retry-after"));
  return new ProblemError(parsed.data, retryAfter > 0 ? retryAfter : undefined);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
