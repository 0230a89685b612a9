import { elementSql } from "../compile/element.ts";
import { type Expr, expr } from "../compile/expr.ts";
import { sketchSql } from "../dynamic/sketch.ts";
import { arg, argOf, arity } from "../functions/function.ts";
import { type Aggregate, type AggregateCall, filter, predicate } from "./aggregate.ts";

/** hll() and tdigest() keep all values: what is read from them is exact, where Kusto's own is an estimate on large data. */
export const SKETCHING: Readonly<Record<string, Aggregate>> = {
  hll: (call) => {
    arity(call, 1, 2);
    return hll(call);
  },
  hll_if: (call) => {
    arity(call, 2, 3);
    return hll(call, predicate(call, 1));
  },
  hll_merge: merged("kqljs_hll_merge"),
  tdigest: (call) => {
    arity(call, 1);
    const value = argOf(call, 0, "int", "long", "real");
    const values = `list(${elementSql(value)} ORDER BY ${value.sql})${filter(`${value.sql} IS NOT NULL`)}`;
    return expr("dynamic", sketch(`count(${value.sql})`, values, "tdigest"));
  },
  tdigest_merge: merged("kqljs_tdigest_merge"),
  merge_tdigest: merged("kqljs_tdigest_merge"),
  buildschema: (call) => {
    arity(call, 1);
    const value = argOf(call, 0, "dynamic").sql;
    const values = `list(${value}${call.order()})${filter(`${value} IS NOT NULL`)}`;
    return expr("dynamic", `CASE WHEN count(${value}) > 0 THEN kqljs_schema(kql_list_text(${values})) END`);
  },
};

function hll(call: AggregateCall, condition?: string): Expr {
  const value = arg(call, 0);
  if (value.type === "dynamic" || value.type === "real") throw call.refuse(`of ${value.type} is not supported`);
  const kept = filter(condition, `${value.sql} IS NOT NULL`);
  return expr("dynamic", sketch(`(count(${value.sql})${kept})`, `(list(DISTINCT ${elementSql(value)})${kept})`, "hll"));
}

// Of nothing it is null, as the documented summarize over no rows shows.
function sketch(count: string, values: string, kind: "hll" | "tdigest"): string {
  return `CASE WHEN ${count} > 0 THEN ${sketchSql(`kql_list_text(${values})`, kind)} END`;
}

function merged(sql: string): Aggregate {
  return (call) => {
    arity(call, 1);
    return expr("dynamic", `${sql}(string_agg(${argOf(call, 0, "dynamic").sql}, chr(30)))`);
  };
}
