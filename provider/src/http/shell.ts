import { randomUUID } from "node:crypto";
import { performance } from "node:perf_hooks";
import type { Context } from "hono";
import type { Principal } from "../context.ts";
import type { Deps } from "../deps.ts";
import type { AppError } from "./app-error.ts";
import { corsHeaders } from "./cors.ts";
import { headerOf } from "./header-of.ts";
import { asAppError, problemResponse } from "./problem.ts";
import { causeOf, isoClock } from "./request-log.ts";
import type { Headers } from "./respond.ts";
import { timeLimit } from "./time-limit.ts";
import { turns } from "./turn.ts";

/** One request being answered. */
export interface Exchange {
  readonly requestId: string;
  /** To be sent with the answer, whatever it is. */
  readonly headers: Headers;
  principal: Principal | undefined;
}

export type Shell = (
  c: Context,
  route: string,
  answer: (exchange: Exchange) => Promise<Response> | Response,
) => Promise<Response>;

/** Wraps the answering of a request: request id, time limit, problems for errors, CORS, one log line. */
export function shellOf(deps: Deps): Shell {
  const iso = isoClock(deps.now);
  const withinTime = timeLimit(deps.limits.requestTimeoutMs);
  const turnNow = turns();
  return async (c, route, answer) => {
    const startedAt = performance.now();
    const requestId = randomUUID();
    const turn = turnNow();
    const headers: Headers = { "x-request-id": requestId, ...corsHeaders(headerOf(c, "origin"), deps.corsOrigins) };
    const exchange: Exchange = { requestId, headers, principal: undefined };
    let failure: AppError | undefined;
    let response: Response;
    try {
      const answered = answer(exchange);
      response = answered instanceof Promise ? await withinTime(answered) : answered;
    } catch (error) {
      failure = asAppError(error);
      response = problemResponse(failure, { problemBase: deps.problemBase, requestId, path: c.req.path }, headers);
    }
    if (!turn.over) await turn.end;
    deps.log({
      at: iso(),
      level: levelOf(response.status),
      requestId,
      method: c.req.method,
      route,
      status: response.status,
      ms: Math.round((performance.now() - startedAt) * 100) / 100,
      tenantId: exchange.principal?.tenantId,
      objectId: exchange.principal?.objectId,
      code: failure?.code,
      cause: causeOf(failure?.cause),
    });
    return response;
  };
}

function levelOf(status: number): "info" | "warn" | "error" {
  if (status >= 500) return "error";
  return status >= 400 ? "warn" : "info";
}
