import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse, type Scope } from "../compile/context.ts";
import { elementSql } from "../compile/element.ts";
import { type Expr, isNumeric, nullOf, widen } from "../compile/expr.ts";
import { compileExpr } from "../compile/expression.ts";
import { type Relation, selectWith } from "../compile/relation.ts";
import { aggregation } from "./aggregation.ts";
import { boundColumns, listOf, named } from "./operator.ts";
import { type Range, rangeOf } from "./series-range.ts";

interface Series {
  readonly value: Expr;
  readonly missing: Expr;
}

/** Aggregates per step of an axis, as arrays; a step without rows has the default. */
export function makeSeries(node: KqlNode, input: Relation, context: Context): Relation {
  const nonEmpty = isNonEmpty(node, context);
  const scope: Scope = { context, relation: input };
  const by = node.child("ByClause");
  const keyNodes = (by === undefined ? [] : listOf(by)).map((item) => named(item).expression);
  const keys = keyNodes.map((item) => compileExpr(item, scope));
  const axisNode = named(node.child("OnClause")?.child("Expression") ?? node).expression;
  const axis = compileExpr(axisNode, scope);
  if (!["datetime", "timespan", "long", "int"].includes(axis.type) || keys.some(({ type }) => type === "dynamic"))
    throw refuse(context, node, `A series over ${axis.type} or by dynamic is not supported`);
  const range = rangeOf(node, { context });
  if (nonEmpty && (keys.length > 0 || range.from === undefined || range.to === undefined))
    throw refuse(context, node, "kind=nonempty needs from and to, and no keys");
  const aggregates = aggregation(input, context, keyNodes);
  const series = listOf(node, "Aggregates").map((item) => seriesOf(item, aggregates.compile, context));
  const bound = boundColumns(node, context);
  if (bound.length !== keys.length + series.length + 1) throw refuse(context, node, "These series are not supported");
  const sql = seriesSql({ source: aggregates.source(), axis, keys, series, range, nonEmpty, name: context.fresh() });
  const physical = bound.map((_, i) => `${sql.name}_${i}`);
  return { columns: bound.map((column, i) => ({ ...column, physical: physical[i] ?? "" })), sql: sql.text };
}

function isNonEmpty(node: KqlNode, context: Context): boolean {
  let found = false;
  for (const parameter of node.child("Parameters")?.children ?? []) {
    if (/^kind\s*=\s*nonempty$/.test(parameter.text)) found = true;
    else if (!parameter.text.startsWith("hint."))
      throw refuse(context, parameter, `The parameter ${parameter.text} is not supported`);
  }
  return found;
}

function seriesOf(item: KqlNode, compile: (item: KqlNode) => readonly Expr[], context: Context): Series {
  const [value, ...more] = compile(named(item.child("Expression") ?? item).expression);
  if (value === undefined || more.length > 0) throw refuse(context, item, "An aggregate of one column is needed");
  const given = item.child("DefaultExpression")?.child("Expression");
  if (given === undefined) return { value, missing: zero(value, item, context) };
  const missing = compileExpr(given, { context });
  if (missing.literal === null) return { value, missing: nullOf(value.type) };
  if (missing.type !== value.type && !(isNumeric(missing.type) && value.type === "real"))
    throw refuse(context, given, `A default of type ${missing.type} for ${value.type} is not supported`);
  return { value, missing: widen(missing, value.type) };
}

function zero(value: Expr, item: KqlNode, context: Context): Expr {
  if (!isNumeric(value.type)) throw refuse(context, item, `A series of ${value.type} is not supported`);
  return { type: value.type, sql: value.type === "real" ? "0.0::DOUBLE" : "0", nullable: false };
}

interface Parts {
  readonly source: Relation;
  readonly axis: Expr;
  readonly keys: readonly Expr[];
  readonly series: readonly Series[];
  readonly range: Range;
  readonly nonEmpty: boolean;
  /** A name that nothing else has, for what this makes. */
  readonly name: string;
}

// Three steps: values per key and step; per key the first step and the last; all steps between, with their values.
function seriesSql({ source, axis, keys, series, range, nonEmpty, name }: Parts): { name: string; text: string } {
  const keyed = keys.map((key, i) => `${key.sql} AS ${name}_k${i}`);
  const keyNames = keys.map((_, i) => `${name}_k${i}`);
  const at = `CAST(${axis.sql} AS BIGINT)`;
  const rows = `SELECT * FROM (${selectWith(source, [...keyed, `${at} AS ${name}_at`])}) WHERE ${range.within(`${name}_at`)}`;
  const values = series.map(({ value }, i) => `${value.sql} AS ${name}_v${i}`);
  const group = [...keyNames, `${name}_x`].join(", ");
  const slots = `SELECT ${[...keyNames, `${range.slot(`${name}_at`)} AS ${name}_x`, ...values].join(", ")} FROM (${rows}) GROUP BY ${group}`;
  const steps = `SELECT * REPLACE (${range.start(`${name}_x`)} AS ${name}_x) FROM (${slots})`;
  const by = keyNames.length === 0 ? "" : ` GROUP BY ${keyNames.join(", ")}`;
  const ends = nonEmpty
    ? `SELECT ${range.first("NULL")} AS lo, ${range.last("NULL", "NULL")} AS hi`
    : `SELECT ${[...keyNames, `${range.first(`min(${name}_x)`)} AS lo`, `${range.last(`min(${name}_x)`, `max(${name}_x)`)} AS hi`].join(", ")} FROM ${name}_s${by} HAVING count(*) > 0`;
  const axisElement = elementSql({ type: axis.type, sql: "e.x" });
  const arrays = series.map(({ value, missing }, i) => {
    const cell = `CASE WHEN s.${name}_x IS NULL THEN ${missing.sql} ELSE s.${name}_v${i} END`;
    return `kql_list_text(list(coalesce(${elementSql({ type: value.type, sql: cell })}, 'null') ORDER BY e.x)) AS ${name}_${keys.length + i}`;
  });
  const same = [...keyNames.map((key) => `e.${key} IS NOT DISTINCT FROM s.${key}`), `s.${name}_x = e.x`].join(" AND ");
  const outputs = [
    ...keyNames.map((key, i) => `e.${key} AS ${name}_${i}`),
    ...arrays,
    `kql_list_text(list(${axisElement} ORDER BY e.x)) AS ${name}_${keys.length + series.length}`,
  ];
  const all = `SELECT *, unnest(kql_steps(lo, hi, ${range.step})) AS x FROM (${ends})`;
  const grouped =
    keyNames.length === 0 ? " HAVING count(*) > 0" : ` GROUP BY ${keyNames.map((key) => `e.${key}`).join(", ")}`;
  return {
    name,
    text: `WITH ${name}_s AS MATERIALIZED (${steps}) SELECT ${outputs.join(", ")} FROM (${all}) AS e LEFT JOIN ${name}_s AS s ON ${same}${grouped}`,
  };
}
