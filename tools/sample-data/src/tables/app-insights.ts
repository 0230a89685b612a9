import { awkwardText } from "../awkward.ts";
import type { Random } from "../random.ts";
import type { BuiltRow, RowContext } from "../row-context.ts";
import { message } from "../texts/fill.ts";
import { appFields, appInsights } from "./app-context.ts";

const severities = ["debug", "info", "warning", "error", "critical"] as const;

/** Traces of all five severities; a few have none, as some SDKs send them. */
export function appTrace(context: RowContext): BuiltRow {
  const { random } = context;
  const level = severityOf(random, [0.35, 0.8, 0.94, 0.99]);
  return {
    resource: appInsights(context),
    fields: {
      ...appFields(context),
      Message: awkwardText(random, message(context, severities[level] ?? "info")),
      SeverityLevel: random.chance(0.003) ? null : level,
    },
  };
}

const exceptions = [
  ["System.TimeoutException", "Checkout.Payments", "AuthorizeAsync"],
  ["System.Net.Http.HttpRequestException", "Checkout.Shipping", "QuoteAsync"],
  ["Npgsql.PostgresException", "Orders.Store", "SaveAsync"],
  ["System.OutOfMemoryException", "Reports.Export", "RenderAsync"],
] as const;

export function appException(context: RowContext): BuiltRow {
  const { random } = context;
  const level = severityOf(random, [0, 0, 0.4, 0.85]);
  const [type, assembly, method] = random.pick(exceptions);
  const text = awkwardText(random, message(context, severities[level] ?? "error"));
  const stack = ["Main", "Handle", method].map((name, depth) => ({
    level: depth,
    assembly,
    method: name,
    line: random.int(10, 400),
  }));
  return {
    resource: appInsights(context),
    fields: {
      ...appFields(context),
      Assembly: assembly,
      Details: [{ id: String(random.int(1, 2 ** 31)), outerId: "0", type, message: text, parsedStack: stack }],
      ExceptionType: type,
      HandledAt: "UserCode",
      InnermostMessage: text,
      InnermostType: type,
      Message: text,
      Method: `${assembly}.${method}`,
      OuterMessage: text,
      OuterType: type,
      ProblemId: `${type} at ${assembly}.${method}`,
      SeverityLevel: level,
    },
  };
}

export function appRequest(context: RowContext): BuiltRow {
  const { random, tenant } = context;
  const ok = !random.chance(0.03);
  return {
    resource: appInsights(context),
    fields: {
      ...appFields(context),
      DurationMs: Math.round(random.longTail(90) * 10_000) / 10_000,
      Id: random.hex(16),
      ResultCode: ok ? "200" : random.pick(["400", "404", "500", "502"]),
      Success: ok,
      Url: `https://api.${tenant.domain}/api/orders/${100_000 + context.index}`,
    },
  };
}

/** Level 0 to 4 by cumulated shares of the first four. */
function severityOf(random: Random, upTo: readonly number[]): number {
  const value = random.next();
  const level = upTo.findIndex((limit) => value < limit);
  return level === -1 ? 4 : level;
}
