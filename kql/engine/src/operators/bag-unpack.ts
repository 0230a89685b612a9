import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { convertTo } from "../compile/convert.ts";
import { type Expr, expr, sqlString } from "../compile/expr.ts";
import { argumentsOf } from "../compile/expression.ts";
import { NeedsRows } from "../compile/needs-rows.ts";
import { findColumn, type Relation, type RelationColumn, selectWith } from "../compile/relation.ts";
import { KqlError } from "../errors.ts";
import type { ColumnType } from "../types.ts";
import { boundColumns } from "./operator.ts";

interface Options {
  readonly bag: RelationColumn;
  readonly prefix: string;
  readonly conflict: string;
  readonly ignored: readonly string[];
}

/** A column for each property. Without a schema in the query, the rows are asked first which there are. */
export function bagUnpack(node: KqlNode, call: KqlNode, input: Relation, context: Context): Relation {
  const options = optionsOf(call, input, context);
  if (node.child("Schema") === undefined) {
    const end = call.offset + call.text.length;
    if (context.text.slice(call.offset, end) !== call.text)
      throw refuse(context, node, "bag_unpack is not supported here");
    const sql = `SELECT DISTINCT kqljs_bag_shape(${options.bag.physical}) FROM (${input.sql})`;
    throw new NeedsRows(sql, end, (rows) => ` : (${schemaText(rows, options, input)})`);
  }
  const added: string[] = [];
  const columns = boundColumns(node, context).map(({ name, type }) => {
    const source = name === options.bag.name ? undefined : findColumn(input, name);
    if (source !== undefined && options.conflict !== "replace_source") return source;
    const physical = context.fresh();
    const value = property(options, name.slice(options.prefix.length));
    added.push(`${convertTo(type, value, node, { context, relation: input }).sql} AS ${physical}`);
    return { name, type, physical };
  });
  return { ...input, columns, sql: selectWith(input, added) };
}

function property({ bag }: Options, name: string): Expr {
  const pointer = sqlString(`/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`);
  const found = `CAST(nullif(json_extract(CAST(${bag.physical} AS JSON), ${pointer}), 'null') AS VARCHAR)`;
  return expr("dynamic", `CASE WHEN starts_with(${bag.physical}, '{') THEN ${found} END`);
}

function optionsOf(call: KqlNode, input: Relation, context: Context): Options {
  const [first, ...rest] = argumentsOf(call);
  const bag = findColumn(input, first?.symbol?.name ?? "");
  if (first?.kind !== "NameReference" || bag?.type !== "dynamic")
    throw refuse(context, first ?? call, "bag_unpack needs a dynamic column");
  const names = ["outputColumnPrefix", "columnsConflict", "ignoredProperties"];
  const given = new Map<string, KqlNode>();
  rest.forEach((item, i) => {
    const named = item.kind === "SimpleNamedExpression";
    given.set(
      named ? (item.child("Name")?.text ?? "") : (names[i] ?? ""),
      (named ? item.child("Expression") : item) ?? item,
    );
  });
  for (const [name, value] of given)
    if (!names.includes(name)) throw refuse(context, value, "This argument is not supported");
  const conflict = String(given.get("columnsConflict")?.constant ?? "error");
  if (!["error", "replace_source", "keep_source"].includes(conflict))
    throw refuse(context, call, "columnsConflict is error, replace_source or keep_source", "SemanticError");
  const ignored = [...(given.get("ignoredProperties")?.text ?? "").matchAll(/'([^'\\]*)'|"([^"\\]*)"/g)].map(
    (match) => match[1] ?? match[2] ?? "",
  );
  return { bag, prefix: String(given.get("outputColumnPrefix")?.constant ?? ""), conflict, ignored };
}

// The source's columns, then the properties by name; one with a column's name stands in its place.
function schemaText(rows: readonly string[], options: Options, input: Relation): string {
  const found = shapeOf(rows, options);
  const columns: [string, ColumnType][] = [];
  for (const { name, type } of input.columns) {
    const property = found.get(name);
    if (name === options.bag.name) {
      if (property !== undefined) columns.push([name, property]);
    } else if (property === undefined || options.conflict === "keep_source") columns.push([name, type]);
    else if (options.conflict === "replace_source") columns.push([name, property]);
    else throw new KqlError("Runtime", `bag_unpack: the column ${name} is there already`);
    found.delete(name);
  }
  columns.push(...[...found].sort(([a], [b]) => (a < b ? -1 : 1)));
  if (columns.length === 0) throw new KqlError("NotSupported", "bag_unpack without any column is not proven");
  return columns.map(([name, type]) => `[${JSON.stringify(name)}]:${type}`).join(", ");
}

function shapeOf(rows: readonly string[], { prefix, ignored }: Options): Map<string, ColumnType> {
  const types = new Map<string, ColumnType | "null">();
  for (const row of rows)
    for (const [name, type] of JSON.parse(row) as [string, ColumnType | "null"][]) {
      if (ignored.includes(name)) continue;
      const known = types.get(name) ?? "null";
      if (known !== "null" && type !== "null" && known !== type)
        throw new KqlError(
          "NotSupported",
          `bag_unpack: the type of ${name}, which is ${known} and ${type}, is not proven`,
        );
      types.set(name, known === "null" ? type : known);
    }
  const found = new Map<string, ColumnType>();
  for (const [name, type] of types) {
    if (type === "null")
      throw new KqlError("NotSupported", `bag_unpack: the type of ${name}, which is always null, is not proven`);
    found.set(`${prefix}${name}`, type);
  }
  return found;
}
