import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { compileChild } from "../compile/expression.ts";
import { findColumn, type Relation, type RelationColumn, selectWith } from "../compile/relation.ts";
import { compileTable } from "../compile/table.ts";
import { parametersOf } from "../operators/operator-parameters.ts";
import type { ColumnType } from "../types.ts";
import { type GraphEdges, type GraphNodes, graphRelation } from "./graph.ts";

/** `make-graph from --> to with nodes on key`, or `with_node_id=name`, or neither. */
export function makeGraph(node: KqlNode, input: Relation, context: Context): Relation {
  parametersOf(node, [], context);
  if (node.child("PartitionedByClause") !== undefined) throw refuse(context, node, "partitioned-by is not supported");
  const [from, to] = [
    compileChild(node, "SourceColumn", { context, relation: input }),
    compileChild(node, "TargetColumn", { context, relation: input }),
  ];
  if (from.type !== to.type || !["string", "long", "int", "guid", "datetime"].includes(from.type))
    throw refuse(context, node, `Edges from ${from.type} to ${to.type} are not supported`);
  const [source, target] = [context.fresh(), context.fresh()];
  const edges: GraphEdges = {
    columns: input.columns,
    from: source,
    to: target,
    sql: selectWith(input, [`${keySql(from.sql)} AS ${source}`, `${keySql(to.sql)} AS ${target}`]),
  };
  const clause = node.child("WithClause");
  const nodes =
    clause?.kind === "MakeGraphWithTablesAndKeysClause"
      ? nodesOf(clause, { edges, type: from.type }, context)
      : impliedNodes(edges, { name: clause?.child("Name")?.text, type: from.type }, context);
  return graphRelation({ nodes, edges });
}

function keySql(sql: string): string {
  return `coalesce(${sql}, error('kql:NotSupported:An edge of a node that is null is not proven'))`;
}

// In the order in which the edges name them.
function impliedNodes(
  edges: GraphEdges,
  { name, type }: { name: string | undefined; type: ColumnType },
  context: Context,
): GraphNodes {
  const key = context.fresh();
  const ends = `SELECT ${edges.from}, ${edges.to}, row_number() OVER () AS n FROM (${edges.sql})`;
  const both = `WITH e AS (${ends}) SELECT ${edges.from} AS k, 2 * n AS n FROM e UNION ALL SELECT ${edges.to}, 2 * n + 1 FROM e`;
  return {
    columns: name === undefined ? [] : [{ name, type, physical: key }],
    key,
    keyType: type,
    sql: `SELECT k AS ${key} FROM (${both}) GROUP BY k ORDER BY min(n)`,
  };
}

function nodesOf(
  clause: KqlNode,
  { edges, type }: { edges: GraphEdges; type: ColumnType },
  context: Context,
): GraphNodes {
  const [table, ...others] = clause.child("TablesAndKeys")?.elements ?? [];
  const rows = table?.child("Table");
  if (table === undefined || rows === undefined || others.length > 0)
    throw refuse(context, clause, "A graph with nodes of several tables is not supported");
  const relation = compileTable(rows, context);
  const column = findColumn(relation, table.child("Column")?.symbol?.name ?? "");
  if (column === undefined || column.type !== type)
    throw refuse(
      context,
      table,
      `Nodes by ${column?.type ?? "an unknown column"} for edges of ${type} are not supported`,
    );
  return { columns: relation.columns, key: column.physical, keyType: type, sql: checkedNodes(relation, column, edges) };
}

// What becomes of a node that two rows describe, and of one that none does, is not proven.
function checkedNodes(relation: Relation, key: RelationColumn, edges: GraphEdges): string {
  const k = key.physical;
  const twice = `SELECT 1 FROM (${relation.sql}) GROUP BY ${k} HAVING count(*) > 1 OR ${k} IS NULL`;
  const ends = `SELECT ${edges.from} AS k FROM (${edges.sql}) UNION SELECT ${edges.to} FROM (${edges.sql})`;
  const missing = `SELECT 1 FROM (${ends}) WHERE k NOT IN (SELECT ${k} FROM (${relation.sql}) WHERE ${k} IS NOT NULL)`;
  return `SELECT * FROM (${relation.sql}) WHERE CASE
    WHEN EXISTS (${twice}) THEN error('kql:NotSupported:A graph with nodes that have one key is not proven')
    WHEN EXISTS (${missing}) THEN error('kql:NotSupported:A graph with edges to nodes that are not in its table is not proven') ELSE true END`;
}
