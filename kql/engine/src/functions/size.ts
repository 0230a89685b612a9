import { expr } from "../compile/expr.ts";
import { columnExpr, type Relation } from "../compile/relation.ts";
import type { ColumnType } from "../types.ts";
import type { Call, FunctionTable } from "./function.ts";

// https://learn.microsoft.com/kusto/query/estimate-data-size-function: string = UTF-8 length, long, datetime,
// timespan, real = 8, int = 4, bool = 1. The page gives no exact figure for the other types.
const FIXED: Partial<Record<ColumnType, number>> = { long: 8, int: 4, real: 8, datetime: 8, timespan: 8, bool: 1 };

export const SIZE: FunctionTable = { estimate_data_size: estimate };

function estimate(call: Call): ReturnType<typeof expr> {
  const star = call.nodes.some((node) => node.kind === "StarExpression");
  const values = star ? starOf(call.scope.relation) : call.args;
  const parts = values.map((value) => {
    if (value.type === "string" || value.type === "dynamic") return `coalesce(strlen(${value.sql}), 0)`;
    const size = FIXED[value.type];
    if (size === undefined) throw call.refuse(`the size of ${value.type} is not documented`);
    return `${size}`;
  });
  return expr("long", `CAST(${parts.length === 0 ? "0" : parts.join(" + ")} AS BIGINT)`, false);
}

function starOf(relation: Relation | undefined) {
  return (relation?.columns ?? []).map(columnExpr);
}
