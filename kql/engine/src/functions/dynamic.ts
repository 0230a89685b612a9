import { elementSql } from "../compile/element.ts";
import { boolFromTruth, type Expr, expr } from "../compile/expr.ts";
import { columnExpr, type RelationColumn } from "../compile/relation.ts";
import { arg, argOf, arity, type Call, type FunctionTable } from "./function.ts";

/** Functions of dynamic values that are plain SQL. */
export const DYNAMIC: FunctionTable = {
  parse_json: parseJson,
  parsejson: parseJson,
  todynamic: parseJson,
  toobject: parseJson,
  gettype: (call) => {
    arity(call, 1);
    const value = arg(call, 0);
    return expr("string", value.type === "dynamic" ? `kqljs_gettype(${value.sql})` : `'${value.type}'`);
  },
  array_length: (call) => {
    arity(call, 1);
    return expr("long", `kql_array_size(${argOf(call, 0, "dynamic").sql})`);
  },
  arraylength: (call) => {
    arity(call, 1);
    return expr("long", `kql_array_size(${argOf(call, 0, "dynamic").sql})`);
  },
  pack: bag,
  bag_pack: bag,
  pack_dictionary: bag,
  pack_array: (call) => {
    const star = call.nodes.some((node) => node.kind === "StarExpression");
    const values = star ? columns(call).map(({ value }) => value) : call.args.map((_, i) => arg(call, i));
    return expr("dynamic", listSql(values), false);
  },
  pack_all: packAll,
  bag_pack_columns: packNamed,
};

/** SQL of an array of the values. */
export function listSql(values: readonly Expr[]): string {
  return values.length === 0 ? "'[]'" : `concat('[', ${values.map(item).join(", ',', ")}, ']')`;
}

function item(value: Expr): string {
  return value.nullable ? `coalesce(${elementSql(value)}, 'null')` : elementSql(value);
}

// https://learn.microsoft.com/kusto/query/parse-json-function
function parseJson(call: Call): Expr {
  arity(call, 1);
  const value = argOf(call, 0, "string", "dynamic");
  if (value.type === "dynamic") return expr("dynamic", `kqljs_reparse(${value.sql})`, value.nullable);
  return expr("dynamic", `kqljs_parse_json(${value.sql})`);
}

function bag(call: Call): Expr {
  if (call.args.length % 2 === 1) throw call.refuse("each key needs a value");
  const keys: Expr[] = [];
  const values: Expr[] = [];
  for (let i = 0; i < call.args.length; i += 2) {
    keys.push(argOf(call, i, "string"));
    values.push(arg(call, i + 1));
  }
  const names = keys.map((key) => key.literal);
  if (names.every((name) => typeof name === "string") && new Set(names).size === names.length)
    return expr("dynamic", bagSql(keys, values), false);
  return expr("dynamic", `kqljs_bag_pack(${listSql(keys)}, ${listSql(values)})`, false);
}

function bagSql(keys: readonly Expr[], values: readonly Expr[]): string {
  const slots = values.map((value, i) => `${keys[i] === undefined ? "''" : elementSql(keys[i])}, ':', ${item(value)}`);
  return slots.length === 0 ? "'{}'" : `concat('{', ${slots.join(", ',', ")}, '}')`;
}

interface Named {
  readonly key: Expr;
  readonly value: Expr;
}

function columns(call: Call): Named[] {
  return (call.scope.relation?.columns ?? []).filter(({ hidden }) => hidden !== true).map(named);
}

function named(column: RelationColumn): Named {
  return {
    key: { type: "string", sql: `'${column.name.replaceAll("'", "''")}'`, nullable: false, literal: column.name },
    value: columnExpr(column),
  };
}

/** SQL of a bag of the columns by their names. */
export function packColumns(list: readonly RelationColumn[]): string {
  const all = list.filter(({ hidden }) => hidden !== true).map(named);
  return bagSql(
    all.map(({ key }) => key),
    all.map(({ value }) => value),
  );
}

// https://learn.microsoft.com/kusto/query/pack-all-function
function packAll(call: Call): Expr {
  arity(call, 0, 1);
  const ignore = call.args.length === 0 ? false : argOf(call, 0, "bool").literal;
  if (typeof ignore !== "boolean") throw call.refuse("the argument must be true or false");
  const packed = packColumns(call.scope.relation?.columns ?? []);
  return expr("dynamic", ignore ? `kqljs_without_empty(${packed})` : packed, false);
}

// Of columns only, each by its name.
function packNamed(call: Call): Expr {
  const all = call.nodes.map((node) => node.symbol?.name ?? "");
  const given = (call.scope.relation?.columns ?? []).filter(
    ({ name, hidden }) => hidden !== true && all.includes(name),
  );
  if (given.length !== call.nodes.length || call.nodes.some((node) => node.kind !== "NameReference"))
    throw call.refuse("of other than different columns is not supported");
  const inOrder = all.flatMap((name) => given.filter((column) => column.name === name));
  return expr("dynamic", packColumns(inOrder), false);
}

/** Is the dynamic null or an empty string? Of other empty things nothing is proven. */
export function isEmptyDynamic(value: Expr): Expr {
  return boolFromTruth(`(coalesce(${value.text ?? `kql_dynamic_text(${value.sql})`}, '') = '')`, true);
}
