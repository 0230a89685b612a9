import { elementSql } from "../compile/element.ts";
import { type Expr, expr } from "../compile/expr.ts";
import { arg, arity } from "../functions/function.ts";
import { type Aggregate, type AggregateCall, constantSize, filter, predicate } from "./aggregate.ts";

// https://learn.microsoft.com/kusto/query/make-list-aggregation-function
const MOST = 1_048_576n;

/** Lists, sets and bags of values. A dynamic array gives its elements, and a dynamic null stays (both measured). */
export const COLLECTING: Readonly<Record<string, Aggregate>> = {
  make_list: (call) => list(call, { size: size(call, 1) }),
  makelist: (call) => list(call, { size: size(call, 1) }),
  make_list_if: (call) => list(call, { size: size(call, 2), condition: predicate(call, 1) }),
  make_list_with_nulls: (call) => {
    arity(call, 1);
    return list(call, { size: MOST, nulls: true });
  },
  make_set: (call) => set(call, { size: size(call, 1) }),
  makeset: (call) => set(call, { size: size(call, 1) }),
  make_set_if: (call) => set(call, { size: size(call, 2), condition: predicate(call, 1) }),
  make_bag: (call) => bag(call, { size: size(call, 1) }),
  make_dictionary: (call) => bag(call, { size: size(call, 1) }),
  make_bag_if: (call) => bag(call, { size: size(call, 2), condition: predicate(call, 1) }),
};

interface Wanted {
  readonly size: bigint;
  readonly condition?: string;
  readonly nulls?: boolean;
}

function size(call: AggregateCall, index: number): bigint {
  arity(call, index, index + 1);
  return constantSize(call, index) ?? MOST;
}

function list(call: AggregateCall, { size: most, condition, nulls }: Wanted): Expr {
  const value = arg(call, 0);
  const kept = nulls || value.type === "dynamic";
  const element = kept ? `coalesce(${elementSql(value)}, 'null')` : elementSql(value);
  const present = kept || !value.nullable ? undefined : `${value.sql} IS NOT NULL`;
  const all = `list(${element}${call.order()})${filter(condition, present)}`;
  if (value.type === "dynamic") return expr("dynamic", `kqljs_flatten(kql_list_text(${all}), ${most})`, false);
  return expr("dynamic", `kql_list_text((${all})[1:${most}])`, false);
}

// In the order of first appearance (measured): DuckDB's distinct list has it, but cannot be told another order.
function set(call: AggregateCall, { size: most, condition }: Wanted): Expr {
  const value = arg(call, 0);
  const element = elementSql(value);
  const order = call.order();
  if (value.type !== "dynamic" && order === "") {
    const present = value.nullable ? `${value.sql} IS NOT NULL` : undefined;
    return expr("dynamic", `kql_list_text((list(DISTINCT ${element})${filter(condition, present)})[1:${most}])`, false);
  }
  const present = value.nullable ? `${value.sql} IS NOT NULL` : undefined;
  const all = `list(${element}${order})${filter(condition, present)}`;
  return expr("dynamic", `kqljs_distinct(kql_list_text(${all}), ${most})`, false);
}

function bag(call: AggregateCall, { size: most, condition }: Wanted): Expr {
  const value = arg(call, 0);
  if (value.type !== "dynamic") throw call.refuse(`of ${value.type} is not supported`);
  const all = `list(${value.sql}${call.order()})${filter(condition, `${value.sql} IS NOT NULL`)}`;
  return expr("dynamic", `kqljs_merge_bags(kql_list_text(${all}), ${most})`, false);
}
