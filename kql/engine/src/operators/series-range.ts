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
  /** What values of one step have in common: cheap, for rows are grouped by it. */
  slot(value: string): string;
  /** The start of the step of a slot. */
  start(slot: string): string;
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
  const part = (name: string): Whole | undefined => {
    const given = clause.child(`MakeSeries${name}Clause`)?.child("Expression");
    if (given === undefined) return undefined;
    return name === "Step" ? stepOf(given, scope) : whole(given, scope);
  };
  const [from, to, size] = [part("From")?.sql, part("To")?.sql, part("Step")];
  if (size === undefined) throw refuse(scope.context, clause, "make-series needs a step");
  const step = size.sql;
  return {
    from,
    to,
    step,
    within: (value) =>
      [
        ...(from === undefined && to === undefined ? [`${value} IS NOT NULL`] : []),
        ...(from === undefined ? [] : [`${value} >= ${from}`]),
        ...(to === undefined ? [] : [`${value} < ${to}`]),
      ].join(" AND "),
    ...slots(from, size),
    first: (lowest) => from ?? lowest,
    // The last step that begins below `to`.
    last: (lowest, highest) =>
      to === undefined ? highest : `(${from ?? lowest} + kql_bin(${to} - 1 - ${from ?? lowest}, ${step}))`,
  };
}

// From a start on, steps are counted: one division for a row, where kql_bin has two for values below its origin.
function slots(from: string | undefined, { sql, literal }: Whole): Pick<Range, "slot" | "start"> {
  if (from !== undefined && typeof literal === "bigint")
    return {
      slot: (value) => `((${value} - ${from}) // ${sql})`,
      start: (slot) => `(${from} + ${slot} * ${sql})`,
    };
  const origin = from ?? "0";
  return { slot: (value) => `(${origin} + kql_bin(${value} - ${origin}, ${sql}))`, start: (slot) => slot };
}

/**
 * The older form, `in range(start, stop, step)`: `stop` belongs to it, and steps are those of bin(). What becomes of rows
 * outside of the range but within its first or last step is not documented.
 */
function inRange(clause: KqlNode, scope: Scope): Range {
  const [first, second, third] = clause.child("Arguments")?.child("Expressions")?.elements ?? [];
  if (first === undefined || second === undefined || third === undefined)
    throw refuse(scope.context, clause, "range needs a start, a stop and a step");
  const [from, to, step] = [whole(first, scope).sql, whole(second, scope).sql, stepOf(third, scope).sql];
  const [lowest, highest] = [`kql_bin(${from}, ${step})`, `kql_bin(${to}, ${step})`];
  const unclear = (value: string) =>
    `(${value} >= ${lowest} AND ${value} < ${from}) OR (${value} > ${to} AND ${value} < ${highest} + ${step})`;
  return {
    from,
    to,
    step,
    within: (value) =>
      `CASE WHEN ${unclear(value)} THEN error('kql:NotSupported:A row outside of the range, within its first or last step, is not proven') ELSE ${value} BETWEEN ${from} AND ${to} END`,
    slot: (value) => `kql_bin(${value}, ${step})`,
    start: (slot) => slot,
    first: () => lowest,
    last: () => highest,
  };
}

type Whole = Pick<Expr, "sql" | "literal">;

function stepOf(given: KqlNode, scope: Scope): Whole {
  const step = whole(given, scope);
  if (typeof step.literal === "bigint" && step.literal <= 0n)
    throw refuse(scope.context, given, "The step must be positive", "SemanticError");
  return step;
}

function whole(given: KqlNode, scope: Scope): Whole {
  const value = compileExpr(given, scope);
  if (!["datetime", "timespan", "long", "int"].includes(value.type))
    throw refuse(scope.context, given, `A range of ${value.type} is not supported`);
  return { ...(value.literal === undefined ? {} : { literal: value.literal }), sql: `CAST(${value.sql} AS BIGINT)` };
}
