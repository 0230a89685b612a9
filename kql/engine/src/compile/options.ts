import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "./context.ts";
import type { Expr } from "./expr.ts";
import { compileChild } from "./expression.ts";
import { bind, findName, once } from "./names.ts";

/** Options that bound or hasten a query, and change no row of what it answers. */
const NEUTRAL: ReadonlySet<string> = new Set([
  "best_effort",
  "maxmemoryconsumptionperiterator",
  "max_memory_consumption_per_query_per_node",
  "norequesttimeout",
  "notruncation",
  "query_fanout_nodes_percent",
  "query_fanout_threads_percent",
  "query_results_cache_max_age",
  "query_results_progressive_row_count",
  "request_description",
  "results_progressive_enabled",
  "servertimeout",
]);

/** Options that functions read: a name that no `let` can give. */
const READ: ReadonlySet<string> = new Set(["query_bin_auto_size", "query_bin_auto_at"]);

/** `set name=value`. https://learn.microsoft.com/kusto/query/set-statement */
export function setOption(statement: KqlNode, context: Context): Context {
  const name = statement.child("Name")?.text ?? "";
  if (NEUTRAL.has(name)) return context;
  const value = statement.child("ValueClause");
  if (value !== undefined && name === "query_now") return at(value, context);
  if (value === undefined || !READ.has(name)) throw refuse(context, statement, `The option ${name} is not supported`);
  return bind(context, `set ${name}`, {
    kind: "scalar",
    value: once(() => compileChild(value, "Expression", { context })),
  });
}

// The query's clock.
function at(value: KqlNode, context: Context): Context {
  const { type, literal } = compileChild(value, "Expression", { context });
  if (type !== "datetime" || typeof literal !== "bigint") throw refuse(context, value, "query_now must be a datetime");
  return { ...context, options: { ...context.options, now: literal } };
}

/** What `set` gave an option that functions read. */
export function optionOf(context: Context, name: "query_bin_auto_size" | "query_bin_auto_at"): Expr | undefined {
  const found = findName(context.names, `set ${name}`);
  return found?.kind === "scalar" ? found.value() : undefined;
}
