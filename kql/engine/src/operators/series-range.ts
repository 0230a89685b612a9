import type { KqlNode } from "@logdoctor/kql/syntax";
import { refuse, type Scope } from "../compile/context.ts";
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
  if (clause?.kind !== "MakeSeriesFromToStepClause")
    throw refuse(scope.context, clause ?? node, "Only from, to and step are supported");
  const part = (name: string): string | undefined => {
    const given = clause.child(`MakeSeries${name}Clause`)?.child("Expression");
    if (given === undefined) return undefined;
    const value = compileExpr(given, scope);
    if (!["datetime", "timespan", "long", "int"].includes(value.type))
      throw refuse(scope.context, given, `A range of ${value.type} is not supported`);
    if (name === "Step" && typeof value.literal === "bigint" && value.literal <= 0n)
      throw refuse(scope.context, given, "The step must be positive", "SemanticError");
    return `CAST(${value.sql} AS BIGINT)`;
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
