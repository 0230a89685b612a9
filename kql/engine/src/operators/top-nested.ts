import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import type { Expr } from "../compile/expr.ts";
import { compileExpr } from "../compile/expression.ts";
import { type Relation, type RelationColumn, selectWith } from "../compile/relation.ts";
import { aggregation } from "./aggregation.ts";
import { boundColumns, constantCount, listOf } from "./operator.ts";

interface Level {
  readonly count: bigint | undefined;
  readonly key: Expr;
  readonly value: Expr;
  readonly descending: boolean;
}

/** The topmost values, and below each the topmost of the next level. */
export function topNested(node: KqlNode, input: Relation, context: Context): Relation {
  const unordered = { columns: input.columns, sql: input.sql };
  const levels = listOf(node, "Clauses").map((clause) => levelOf(clause, unordered, context));
  const bound = boundColumns(node, context);
  if (bound.length !== levels.length * 2) throw refuse(context, node, "These levels are not supported");
  const name = context.fresh();
  const keys = levels.map(({ key }, i) => `${key.sql} AS ${name}_k${i}`);
  const rows = selectWith(unordered, [...keys, `row_number() OVER () AS ${name}_at`]);
  const tables = levels.map((level, i) => levelSql(level, i, name));
  const columns: RelationColumn[] = bound.map((column, i) => ({
    ...column,
    physical: `${name}_${i % 2 === 0 ? "k" : "v"}${i >> 1}`,
  }));
  const joins = levels.map((_, i) => {
    const same = levels
      .slice(0, i)
      .map((_level, j) => `${name}_t${i}.${name}_k${j} IS NOT DISTINCT FROM ${name}_t${j}.${name}_k${j}`);
    return i === 0 ? `${name}_t0` : `JOIN ${name}_t${i} ON ${same.join(" AND ")}`;
  });
  const items = levels.map((_, i) => ["k", "v", "r"].map((kind) => `${name}_t${i}.${name}_${kind}${i}`).join(", "));
  return {
    columns,
    order: levels.map((_, i) => `${name}_r${i}`),
    sql: `WITH ${name}_rows AS MATERIALIZED (${rows}), ${tables.join(", ")} SELECT ${items.join(", ")} FROM ${joins.join(" ")}`,
  };
}

function levelOf(clause: KqlNode, input: Relation, context: Context): Level {
  if (clause.child("WithOthersClause") !== undefined) throw refuse(context, clause, "with others is not supported");
  const of = clause.child("OfExpression");
  const by = clause.child("ByExpression");
  if (of === undefined || by === undefined) throw refuse(context, clause, "top-nested needs of and by");
  const ordering = by.kind === "OrderedExpression";
  const item = ordering ? (by.child("Expression") ?? by) : by;
  const [value] = aggregation(input, context, []).compile(unnamed(item));
  const key = compileExpr(unnamed(of), { context, relation: input });
  if (value === undefined || key.type === "dynamic") throw refuse(context, clause, "This level is not supported");
  const limit = clause.child("Expression");
  return {
    count: limit === undefined ? undefined : constantCount(limit, clause, context),
    key,
    value,
    descending: !(ordering && /\basc\b/.test(by.children.at(-1)?.text ?? "")),
  };
}

function unnamed(item: KqlNode): KqlNode {
  return item.kind === "SimpleNamedExpression" ? (item.child("Expression") ?? item) : item;
}

// Of equals the one that comes first.
function levelSql({ count, value, descending }: Level, i: number, name: string): string {
  const keys = Array.from({ length: i + 1 }, (_, j) => `${name}_k${j}`);
  const parents = keys.slice(0, -1);
  const partition = parents.length === 0 ? "" : `PARTITION BY ${parents.join(", ")} `;
  const rank = `row_number() OVER (${partition}ORDER BY ${name}_v${i} ${descending ? "DESC" : "ASC"} NULLS LAST, ${name}_f${i}) AS ${name}_r${i}`;
  const grouped = `SELECT ${keys.join(", ")}, ${value.sql} AS ${name}_v${i}, min(${name}_at) AS ${name}_f${i} FROM ${name}_rows GROUP BY ${keys.join(", ")}`;
  const limit = count === undefined ? "" : ` WHERE ${name}_r${i} <= ${count}`;
  return `${name}_t${i} AS MATERIALIZED (SELECT * FROM (SELECT *, ${rank} FROM (${grouped}))${limit})`;
}
