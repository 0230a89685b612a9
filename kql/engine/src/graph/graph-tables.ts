import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import type { Relation, RelationColumn } from "../compile/relation.ts";
import { parametersOf } from "../operators/operator-parameters.ts";
import { graphRelation, withGraph } from "./graph.ts";

/** `graph-to-table nodes` or `edges`, with the numbers of nodes where they are asked for. */
export function graphToTable(node: KqlNode, { graph }: Relation, context: Context): Relation {
  const [clause, ...others] = node.child("OutputClause")?.elements ?? [];
  if (graph === undefined || clause === undefined || others.length > 0 || clause.child("AsClause") !== undefined)
    throw refuse(context, node, "graph-to-table with one result is supported");
  const names = parametersOf(clause, ["with_node_id", "with_source_id", "with_target_id"], context);
  const { nodes, edges } = graph;
  const added: { column: RelationColumn; item: string }[] = [];
  const add = (parameter: string, key: string) => {
    const name = names.get(parameter);
    if (name === undefined) return;
    // The number of a node is the hash of its key, as the documented example shows for texts.
    if (nodes.keyType !== "string") throw refuse(context, clause, `The id of a node by ${nodes.keyType} is not proven`);
    const physical = context.fresh();
    added.push({ column: { name, type: "long", physical }, item: `kqljs_hash(${key}) AS ${physical}` });
  };
  const ofNodes = /^nodes\b/.test(clause.text);
  if (ofNodes) add("with_node_id", nodes.key);
  else {
    add("with_source_id", edges.from);
    add("with_target_id", edges.to);
  }
  const part = ofNodes ? nodes : edges;
  return {
    columns: [...added.map(({ column }) => column), ...part.columns],
    sql: `SELECT *${added.map(({ item }) => `, ${item}`).join("")} FROM (${part.sql})`,
  };
}

/** `graph-mark-components`: nodes that edges connect get the same number, in the order in which the first of them comes. */
export function graphMarkComponents(node: KqlNode, { graph }: Relation, context: Context): Relation {
  const parameters = parametersOf(node, ["kind", "with_component_id"], context);
  if (graph === undefined) throw refuse(context, node, "This operator needs a graph");
  if ((parameters.get("kind") ?? "weak") !== "weak")
    throw refuse(context, node, "The numbers of strongly connected components are not proven");
  const { nodes, edges } = graph;
  const { names, clauses } = withGraph(graph, context);
  const [numbered, found, physical] = [context.fresh(), context.fresh(), context.fresh()];
  const ends = `SELECT list([a.n, b.n] ORDER BY e.${names.edge}) AS l FROM ${names.edges} AS e JOIN ${numbered} AS a ON a.${nodes.key} = e.${edges.from} JOIN ${numbered} AS b ON b.${nodes.key} = e.${edges.to}`;
  const sql = `WITH ${clauses.join(", ")},
    ${numbered} AS MATERIALIZED (SELECT *, row_number() OVER () AS n FROM ${names.nodes}),
    ${found} AS MATERIALIZED (SELECT from_json(kqljs_components(CAST(coalesce((${ends}), []) AS VARCHAR), (SELECT count(*) FROM ${numbered})), '["BIGINT"]') AS l)
    SELECT *, (SELECT l FROM ${found})[n] AS ${physical} FROM ${numbered} ORDER BY n`;
  const column: RelationColumn = {
    name: parameters.get("with_component_id") ?? "ComponentId",
    type: "long",
    physical,
  };
  return graphRelation({ edges, nodes: { ...nodes, columns: [...nodes.columns, column], sql } });
}
