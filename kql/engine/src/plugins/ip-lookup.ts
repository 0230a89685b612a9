import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { nullOf } from "../compile/expr.ts";
import { argumentsOf, compileExpr } from "../compile/expression.ts";
import { findColumn, type Relation, type RelationColumn } from "../compile/relation.ts";
import { compileTable } from "../compile/table.ts";
import { boundColumns } from "../operators/operator.ts";
import type { Plugin } from "./plugin.ts";

/**
 * `evaluate ipv4_lookup(table, ip, network [, return_unmatched])`. https://learn.microsoft.com/kusto/query/ipv4-lookup-plugin
 */
export const ipv4Lookup: Plugin = (node, call, input, context) => lookup(node, { call, input, version: 4 }, context);

/** The documented example has the columns of the table first. https://learn.microsoft.com/kusto/query/ipv6-lookup-plugin */
export const ipv6Lookup: Plugin = (node, call, input, context) => {
  const { columns, ...rows } = lookup(node, { call, input, version: 6 }, context);
  const own = input.columns.length;
  return { ...rows, columns: [...columns.slice(own), ...columns.slice(0, own)] };
};

interface Lookup {
  readonly call: KqlNode;
  readonly input: Relation;
  readonly version: 4 | 6;
}

function lookup(node: KqlNode, { call, input, version }: Lookup, context: Context): Relation {
  const [table, ip, network, last, ...more] = argumentsOf(call);
  if (table === undefined || more.length > 0) throw refuse(context, call, "Further keys are not supported here");
  const unmatched = isUnmatched(last, context);
  const known = compileTable(table, context);
  const [from, to] = [keyOf(ip, input, call, context), keyOf(network, known, call, context)];
  const bound = boundColumns(node, context);
  const all = [...input.columns, ...known.columns];
  if (bound.length !== all.length) throw refuse(context, call, "The columns of this lookup are not supported");
  const [rows, networks] = [context.fresh(), context.fresh()];
  const [number, matches] = [context.fresh(), context.fresh()];
  const numbered = `SELECT *, row_number() OVER () AS ${number} FROM (${input.sql})`;
  const columns = bound.map(({ name, type }) => ({ name, type, physical: context.fresh() }));
  const items = columns.map(({ physical, type }, i) => {
    const source = all[i]?.physical;
    const value = i < input.columns.length ? `${rows}.${source}` : filled(`${networks}.${source}`, type);
    return `${value} AS ${physical}`;
  });
  const joined = `SELECT ${items.join(", ")}, count(*) OVER (PARTITION BY ${rows}.${number}) AS ${matches}
    FROM (${numbered}) AS ${rows} ${unmatched ? "LEFT" : "INNER"} JOIN (${known.sql}) AS ${networks}
    ON ${matching(`${rows}.${from.physical}`, `${networks}.${to.physical}`, version)}`;
  return {
    columns,
    sql: `SELECT * FROM (${joined}) WHERE CASE WHEN ${matches} > 1 THEN error('kql:NotSupported:Which of several networks an address is found in is not proven') ELSE true END`,
  };
}

// What is found for a range of addresses is not proven.
function matching(ip: string, network: string, version: 4 | 6): string {
  const bits = version === 4 ? 32 : 128;
  return `CASE WHEN contains(${ip}, '/') THEN error('kql:NotSupported:The lookup of a range of addresses is not proven')
    ELSE coalesce(kqljs_ipv${version}_compare(${ip}, ${network}, ${bits}) = 0, false) END`;
}

function filled(sql: string, type: RelationColumn["type"]): string {
  return type === "string" ? `coalesce(${sql}, ${nullOf(type).sql})` : sql;
}

function isUnmatched(node: KqlNode | undefined, context: Context): boolean {
  if (node === undefined) return false;
  const value = node.kind === "SimpleNamedExpression" ? node.child("Expression") : node;
  const named = node.kind === "SimpleNamedExpression" ? node.child("Name")?.text : "return_unmatched";
  const literal = value?.type === "bool" ? compileExpr(value, { context }).literal : undefined;
  if (named !== "return_unmatched" || typeof literal !== "boolean")
    throw refuse(context, node, "Only return_unmatched, a constant, is supported here");
  return literal;
}

function keyOf(node: KqlNode | undefined, rows: Relation, call: KqlNode, context: Context): RelationColumn {
  const column = findColumn(rows, node?.symbol?.name ?? node?.text ?? "");
  if (column?.type !== "string") throw refuse(context, node ?? call, "The key must be a column of text");
  return column;
}
