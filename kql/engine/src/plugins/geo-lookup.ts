import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { argumentsOf, compileExpr } from "../compile/expression.ts";
import { findColumn, type Relation, type RelationColumn } from "../compile/relation.ts";
import { compileTable } from "../compile/table.ts";
import { boundColumns } from "../operators/operator.ts";

interface Plugin {
  /** The arguments behind the fourth, by position or by name; the first so many must be given. */
  readonly options: readonly string[];
  readonly required: number;
  /** SQL that is true for a match. */
  match(point: string, shape: string, radius: number | undefined): string;
}

const MORE = ["return_unmatched", "lookup_area_radius", "return_lookup_key"];

const POLYGON: Plugin = {
  options: ["radius", ...MORE],
  required: 0,
  match: (point, shape, radius) =>
    radius === undefined
      ? `kqljs_geo_point_in_polygon(${point}, ${shape})`
      : `kqljs_geo_distance_point_to_polygon(${point}, ${shape}) <= ${radius}`,
};

const LINE: Plugin = {
  options: ["radius", ...MORE],
  required: 1,
  match: (point, shape, radius) => `kqljs_geo_distance_point_to_line(${point}, ${shape}) <= ${radius}`,
};

/** The rows with those of a table whose polygon has their place: https://learn.microsoft.com/kusto/query/geo-polygon-lookup-plugin */
export function geoPolygonLookup(node: KqlNode, call: KqlNode, input: Relation, context: Context): Relation {
  return geoLookup(node, call, { plugin: POLYGON, input }, context);
}

/** The same for lines within a distance: https://learn.microsoft.com/kusto/query/geo-line-lookup-plugin */
export function geoLineLookup(node: KqlNode, call: KqlNode, input: Relation, context: Context): Relation {
  return geoLookup(node, call, { plugin: LINE, input }, context);
}

interface Lookup {
  readonly plugin: Plugin;
  readonly input: Relation;
}

function geoLookup(node: KqlNode, call: KqlNode, { plugin, input }: Lookup, context: Context): Relation {
  const [table, key, longitude, latitude, ...rest] = argumentsOf(call);
  if (table === undefined || key === undefined || longitude === undefined || latitude === undefined)
    throw refuse(context, call, "A table, its shapes, a longitude and a latitude must be given");
  const right = compileTable(table, context);
  const shape = findColumn(right, key.symbol?.name ?? key.text);
  if (shape?.type !== "dynamic") throw refuse(context, key, "The shapes must be a dynamic column of the table");
  const options = optionsOf(rest, plugin, context);
  const radius = numberOption(options.get("radius"), context);
  if (plugin.required > 0 && radius === undefined) throw refuse(context, call, "A radius must be given");
  const unmatched = flag(options.get("return_unmatched"), context);
  const added = flag(options.get("return_lookup_key"), context)
    ? right.columns
    : right.columns.filter((column) => column !== shape);
  const bound = boundColumns(node, context);
  const taken = [...input.columns, ...added];
  if (bound.length !== taken.length || taken.some(({ type }, i) => type !== bound[i]?.type))
    throw refuse(context, node, "The columns of this lookup are not supported");
  const point = [longitude, latitude].map((place) => degrees(place, input, context)).join(", ");
  const names = bound.map(({ name }) => name);
  const kept = input.columns.map((column, i) => ({ ...column, name: names[i] ?? "" }));
  const columns = added.map(({ type }, i) => ({ type, name: names[kept.length + i] ?? "", physical: context.fresh() }));
  const items = added.map((column, i) => `${filled(column, unmatched)} AS ${columns[i]?.physical}`);
  const on = `coalesce(${plugin.match(point, `r.${shape.physical}`, radius)}, false)`;
  return {
    columns: [...kept, ...columns],
    sql: `SELECT l.*, ${items.join(", ")} FROM (${input.sql}) AS l ${unmatched ? "LEFT JOIN" : "JOIN"} (${right.sql}) AS r ON ${on}`,
  };
}

function filled({ physical, type }: RelationColumn, unmatched: boolean): string {
  return unmatched && type === "string" ? `coalesce(r.${physical}, '')` : `r.${physical}`;
}

function degrees(node: KqlNode, input: Relation, context: Context): string {
  const { type, sql } = compileExpr(node, { context, relation: input });
  if (type !== "real" && type !== "long" && type !== "int") throw refuse(context, node, "This must be a number");
  return `CAST(${sql} AS DOUBLE)`;
}

function optionsOf(nodes: readonly KqlNode[], { options }: Plugin, context: Context): ReadonlyMap<string, KqlNode> {
  const given = new Map<string, KqlNode>();
  for (const [i, node] of nodes.entries()) {
    const named = node.kind === "SimpleNamedExpression";
    const name = named ? (node.child("Name")?.text ?? "") : (options[i] ?? "");
    const value = named ? node.child("Expression") : node;
    if (!options.includes(name) || value === undefined || given.has(name))
      throw refuse(context, node, "This argument is not supported");
    given.set(name, value);
  }
  return given;
}

function numberOption(node: KqlNode | undefined, context: Context): number | undefined {
  if (node === undefined) return undefined;
  const value = Number(node.constant);
  if (node.constant === undefined || node.constant === null || !(value >= 0))
    throw refuse(context, node, "A radius must be a constant that is not negative");
  return value;
}

function flag(node: KqlNode | undefined, context: Context): boolean {
  if (node === undefined) return false;
  const { literal } = compileExpr(node, { context });
  if (typeof literal !== "boolean") throw refuse(context, node, "This must be true or false");
  return literal;
}
