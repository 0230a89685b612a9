import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { columnExpr, hiddenNames, type Relation, type RelationColumn } from "../compile/relation.ts";
import { compileTable } from "../compile/table.ts";
import { type JoinKey, joinKeys, matching, preparedKeys } from "./join-keys.ts";
import { boundColumns } from "./operator.ts";
import { parametersOf } from "./operator-parameters.ts";

interface Kind {
  readonly sql: string;
  /** Whose columns come out. */
  readonly sides: "both" | "left" | "right";
  /** Sides whose rows may be missing, so that their strings become empty. */
  readonly optional?: "left" | "right" | "both";
  readonly unique?: true;
}

const ONE_LEFT: Kind = { sql: "SEMI JOIN", sides: "left" };
const NO_LEFT: Kind = { sql: "ANTI JOIN", sides: "left" };

// https://learn.microsoft.com/kusto/query/join-operator#returns
const KINDS: Readonly<Record<string, Kind>> = {
  innerunique: { sql: "JOIN", sides: "both", unique: true },
  inner: { sql: "JOIN", sides: "both" },
  leftouter: { sql: "LEFT JOIN", sides: "both", optional: "right" },
  rightouter: { sql: "RIGHT JOIN", sides: "both", optional: "left" },
  fullouter: { sql: "FULL JOIN", sides: "both", optional: "both" },
  leftsemi: ONE_LEFT,
  rightsemi: { sql: "SEMI JOIN", sides: "right" },
  leftanti: NO_LEFT,
  leftantisemi: NO_LEFT,
  anti: NO_LEFT,
  rightanti: { sql: "ANTI JOIN", sides: "right" },
  rightantisemi: { sql: "ANTI JOIN", sides: "right" },
};

export function join(node: KqlNode, left: Relation, context: Context): Relation {
  const name = parametersOf(node, ["kind"], context).get("kind") ?? "innerunique";
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  if (kind === undefined) throw refuse(context, node, `join kind=${name} is not supported`);
  const right = rightSide(node, context);
  const keys = joinKeys(node, node.child("ConditionClause"), { left, right }, context);
  const joined = { node, left, right, keys, kind };
  if (kind.sides !== "both") return filtered(joined, context);
  return combined(joined, [...left.columns, ...right.columns], context);
}

/** `lookup`: a join that adds the right side's columns other than the keys. */
export function lookup(node: KqlNode, left: Relation, context: Context): Relation {
  const name = parametersOf(node, ["kind"], context).get("kind") ?? "leftouter";
  const kind = name === "leftouter" || name === "inner" ? KINDS[name] : undefined;
  if (kind === undefined) throw refuse(context, node, `lookup kind=${name} is not supported`);
  const right = rightSide(node, context);
  const keys = joinKeys(node, node.child("LookupClause"), { left, right }, context);
  const added = right.columns.filter(({ physical }) => keys.every((key) => key.right.sql !== physical));
  return combined({ node, left, right, keys, kind }, [...left.columns, ...added], context);
}

function rightSide(node: KqlNode, context: Context): Relation {
  const expression = node.child("Expression");
  if (expression === undefined) throw refuse(context, node, "A join needs a right side");
  return compileTable(expression, context);
}

interface Joined {
  readonly node: KqlNode;
  readonly left: Relation;
  readonly right: Relation;
  readonly keys: readonly JoinKey[];
  readonly kind: Kind;
}

function combined(
  { node, left, right, keys, kind }: Joined,
  taken: readonly RelationColumn[],
  context: Context,
): Relation {
  const bound = boundColumns(node, context);
  const hidden = hiddenNames([left, right]);
  if (bound.length !== taken.length || hidden === undefined || taken.some(({ type }, i) => type !== bound[i]?.type))
    throw refuse(context, node, "The columns of this join are not supported");
  const prepared = preparedKeys(keys, { left, right }, context);
  const from = kind.unique === true ? firstOfEach(prepared.left, left.order, prepared.keys) : prepared.left;
  const columns = taken.map((column, i) => {
    const name = bound[i]?.name ?? "";
    return column.hidden === true ? { ...column, name } : { name, type: column.type, physical: context.fresh() };
  });
  const items = taken.flatMap((column, i) =>
    column.hidden === true ? [] : [`${filled(column, kind, left)} AS ${columns[i]?.physical}`],
  );
  return {
    columns,
    sql: `SELECT ${items.join(", ")} FROM (${from}) AS l ${kind.sql} (${prepared.right}) AS r ON ${matching(prepared.keys)}`,
  };
}

// Of several left rows with one key, Kusto keeps any; measured: the first.
function firstOfEach(sql: string, order: readonly string[] | undefined, keys: readonly JoinKey[]): string {
  const sorted = order === undefined ? "" : ` ORDER BY ${order.join(", ")}`;
  return `SELECT DISTINCT ON (${keys.map(({ left }) => left.sql).join(", ")}) * FROM (${sql})${sorted}`;
}

function filled(column: RelationColumn, { optional }: Kind, left: Relation): string {
  const side = left.columns.some(({ physical }) => physical === column.physical) ? "left" : "right";
  const missing = optional === "both" || optional === side;
  return missing && columnExpr(column).type === "string" ? `coalesce(${column.physical}, '')` : column.physical;
}

function filtered({ node, left, right, keys, kind }: Joined, context: Context): Relation {
  const prepared = preparedKeys(keys, { left, right }, context);
  const [kept, other, own] =
    kind.sides === "left" ? [prepared.left, prepared.right, left] : [prepared.right, prepared.left, right];
  const bound = boundColumns(node, context);
  if (bound.length !== own.columns.length) throw refuse(context, node, "The columns of this join are not supported");
  const columns = own.columns.map((column, i) => ({ ...column, name: bound[i]?.name ?? column.name }));
  return { columns, sql: `SELECT * FROM (${kept}) AS l ${kind.sql} (${other}) AS r ON ${matching(prepared.keys)}` };
}
