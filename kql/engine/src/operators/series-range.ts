import type { KqlNode } from "@logdoctor/kql/syntax";
import { refuse, type Scope } from "../compile/context.ts";
import type { Expr } from "../compile/expr.ts";
import { compileExpr } from "../compile/expression.ts";

/** The axis of make-series in SQL, all of it as BIGINT. */
export interface Range {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly step: string;
  /** Is the value on the axis? */
  within(value: string): string;
  /** The start of the step that the value falls into. */
  start(value: string): string;
  /** The first and the last step of a series, from those that have rows. */
  first(lowest: string): string;
  last(lowest: string, highest: string): string;
}

// https://learn.microsoft.com/kusto/query/make-series-operator
export function rangeOf(node: KqlNode, scope: Scope): Range {
  const clause = node.child("RangeClause");
  if (clause?.kind === "MakeSeriesInRangeClause") return inRange(clause, scope);
  if (clause?.kind !== "MakeSeriesFromToStepClause")
    throw refuse(scope.context, clause ?? node, "Only from, to and step are supported");
  const part = (name: string): string | undefined => {
    const given = clause.child(`MakeSeries${name}Clause`)?.child("Expression");
    if (given === undefined) return undefined;
    return name === "Step" ? stepOf(given, scope) : whole(given, scope).sql;
  };
  const [from, to, step] = [part("From"), part("To"), part("Step")];
  if (step === undefined) throw refuse(scope.context, clause, "make-series needs a step");
  const origin = from ?? "0";
  return {
    from,
    to,
    step,
    within: (value) =>
      [
        `${value} IS NOT NULL`,
        ...(from === undefined ? [] : [`${value} >= ${from}`]),
        ...(to === undefined ? [] : [`${value} < ${to}`]),
      ].join(" AND "),
    start: (value) => `(${origin} + kql_bin(${value} - ${origin}, ${step}))`,
    first: (lowest) => from ?? lowest,
    // The last step that begins below `to`.
    last: (lowest, highest) =>
      to === undefined ? highest : `(${from ?? lowest} + kql_bin(${to} - 1 - ${from ?? lowest}, ${step}))`,
  };
}

/**
 * The older form, `in range(start, stop, step)`: `stop` belongs to it, and steps are those of bin(). What becomes of rows
 * outside of the range but within its first or last step is not documented.
 */
function inRange(clause: KqlNode, scope: Scope): Range {
  const [first, second, third] = clause.child("Arguments")?.child("Expressions")?.elements ?? [];
  if (first === undefined || second === undefined || third === undefined)
    throw refuse(scope.context, clause, "range needs a start, a stop and a step");
  const [from, to, step] = [whole(first, scope).sql, whole(second, scope).sql, stepOf(third, scope)];
  const [lowest, highest] = [`kql_bin(${from}, ${step})`, `kql_bin(${to}, ${step})`];
  const unclear = (value: string) =>
    `(${value} >= ${lowest} AND ${value} < ${from}) OR (${value} > ${to} AND ${value} < ${highest} + ${step})`;
  return {
    from,
    to,
    step,
    within: (value) =>
      `CASE WHEN ${unclear(value)} THEN error('kql:NotSupported:A row outside of the range, within its first or last step, is not proven') ELSE ${value} BETWEEN ${from} AND ${to} END`,
    start: (value) => `kql_bin(${value}, ${step})`,
    first: () => lowest,
    last: () => highest,
  };
}

function stepOf(given: KqlNode, scope: Scope): string {
  const { literal, sql } = whole(given, scope);
  if (typeof literal === "bigint" && literal <= 0n)
    throw refuse(scope.context, given, "The step must be positive", "SemanticError");
  return sql;
}

function whole(given: KqlNode, scope: Scope): Pick<Expr, "sql" | "literal"> {
  const value = compileExpr(given, scope);
  if (!["datetime", "timespan", "long", "int"].includes(value.type))
    throw refuse(scope.context, given, `A range of ${value.type} is not supported`);
  return { ...(value.literal === undefined ? {} : { literal: value.literal }), sql: `CAST(${value.sql} AS BIGINT)` };
}
