import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import type { Expr } from "../compile/expr.ts";
import { compileExpr } from "../compile/expression.ts";
import { columnExpr, findColumn, type Relation, selectWith } from "../compile/relation.ts";

export interface JoinKey {
  readonly left: Expr;
  readonly right: Expr;
}

interface Sides {
  readonly left: Relation;
  readonly right: Relation;
}

/** The conditions of `on`: a common column, or `$left.a == $right.b`. */
export function joinKeys(node: KqlNode, clause: KqlNode | undefined, sides: Sides, context: Context): JoinKey[] {
  if (clause?.kind !== "JoinOnClause") throw refuse(context, clause ?? node, "A join needs an on clause");
  const keys = (clause.child("Expressions")?.elements ?? []).flatMap((item) => keysOf(item, sides, context));
  if (keys.length === 0) throw refuse(context, clause, "A join without keys is not supported");
  return keys;
}

function keysOf(item: KqlNode, sides: Sides, context: Context): JoinKey[] {
  if (item.kind === "ParenthesizedExpression") return keysOf(item.child("Expression") ?? item, sides, context);
  const [a, b] = [item.child("Left"), item.child("Right")];
  if (item.kind === "BinaryExpression" && a !== undefined && b !== undefined) {
    // The binder gives `and` no symbol here.
    if (item.child("Operator")?.text === "and") return [...keysOf(a, sides, context), ...keysOf(b, sides, context)];
    if (item.symbol?.name === "Equal") return [equality(item, [a, b], sides, context)];
  }
  const name = item.kind === "NameReference" ? (item.symbol?.name ?? item.text) : undefined;
  const [left, right] = [sides.left, sides.right].map((side) =>
    name === undefined ? undefined : findColumn(side, name),
  );
  if (left === undefined || right === undefined)
    throw refuse(context, item, `The join key ${item.text} is not supported`);
  return [checked({ left: columnExpr(left), right: columnExpr(right) }, item, context)];
}

function equality(item: KqlNode, ends: readonly [KqlNode, KqlNode], sides: Sides, context: Context): JoinKey {
  const found = ends.map((end) => sided(end, sides, context));
  const left = found.find(({ side }) => side === "left");
  const right = found.find(({ side }) => side === "right");
  if (left === undefined || right === undefined) throw refuse(context, item, "A join key compares $left with $right");
  return checked({ left: left.value, right: right.value }, item, context);
}

function sided(node: KqlNode, sides: Sides, context: Context): { side: "left" | "right"; value: Expr } {
  const owner = node.kind === "PathExpression" ? node.child("Expression")?.text : undefined;
  const selector = node.child("Selector");
  if (selector === undefined || (owner !== "$left" && owner !== "$right"))
    throw refuse(context, node, `The join key ${node.text} is not supported`);
  const side = owner === "$left" ? "left" : "right";
  return { side, value: compileExpr(selector, { context, relation: sides[side] }) };
}

const INTEGERS = ["int", "long"];

function checked(key: JoinKey, node: KqlNode, context: Context): JoinKey {
  const types = [key.left.type, key.right.type];
  if (types.some((type) => type === "dynamic"))
    throw refuse(context, node, "A join key of type dynamic is not allowed; convert it first", "SemanticError");
  if (types.includes("decimal")) throw refuse(context, node, "A join key of type decimal is not supported");
  if (types[0] !== types[1] && !types.every((type) => INTEGERS.includes(type)))
    throw refuse(context, node, `Joining ${types[0]} with ${types[1]} is not supported`);
  return key;
}

/** Both sides with their keys as plain columns, so that the join can hash them. */
export function preparedKeys(keys: readonly JoinKey[], { left, right }: Sides, context: Context) {
  const added: { left: string[]; right: string[] } = { left: [], right: [] };
  const plain = keys.map((key) => ({ left: plainKey(key.left, "left"), right: plainKey(key.right, "right") }));
  return { keys: plain, left: selectWith(left, added.left), right: selectWith(right, added.right) };

  function plainKey(value: Expr, side: "left" | "right"): Expr {
    if (value.type !== "real") return value;
    const physical = context.fresh();
    // Whether NaN finds itself is not known.
    added[side].push(
      `CASE WHEN isnan(${value.sql}) THEN error('kql:NotSupported:NaN as a join key is not proven') ELSE ${value.sql} END AS ${physical}`,
    );
    return { ...value, sql: physical };
  }
}

// Measured: null finds null.
export function matching(keys: readonly JoinKey[]): string {
  return keys
    .map(({ left, right }) => {
      const nullable = left.nullable && right.nullable;
      return `${left.sql} ${nullable ? "IS NOT DISTINCT FROM" : "="} ${right.sql}`;
    })
    .join(" AND ");
}
