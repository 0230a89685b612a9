import type { KqlNode } from "@logdoctor/kql/syntax";
import type { Context } from "../compile/context.ts";
import type { Relation, RelationColumn } from "../compile/relation.ts";
import type { ColumnType } from "../types.ts";

/** A graph: what `make-graph` gives, and the operators after it take. */
export interface Graph {
  readonly nodes: GraphNodes;
  readonly edges: GraphEdges;
}

export interface GraphNodes {
  readonly columns: readonly RelationColumn[];
  /** A SELECT of the columns and of `key`, which no two rows share and which is never null. */
  readonly sql: string;
  readonly key: string;
  readonly keyType: ColumnType;
}

export interface GraphEdges {
  readonly columns: readonly RelationColumn[];
  /** A SELECT of the columns, and of the keys of the nodes from and to which the edge goes. */
  readonly sql: string;
  readonly from: string;
  readonly to: string;
}

/** The names of a graph's parts in the SQL of one operator. */
export interface GraphNames {
  readonly nodes: string;
  readonly edges: string;
  /** The number of an edge, in the order in which the edges came. */
  readonly edge: string;
}

const MAKERS: readonly string[] = ["MakeGraphOperator", "GraphMarkComponentsOperator"];
const TAKERS: readonly string[] = [
  "GraphMarkComponentsOperator",
  "GraphMatchOperator",
  "GraphShortestPathsOperator",
  "GraphToTableOperator",
];

/** Whether the expression is a graph, of which the binder knows no columns. */
export function isGraph(node: KqlNode): boolean {
  return node.kind === "PipeExpression" && MAKERS.includes(node.child("Operator")?.kind ?? "");
}

/** Whether the operator takes a graph where others take rows. */
export function takesGraph(operator: KqlNode): boolean {
  return TAKERS.includes(operator.kind);
}

/** Computes both parts once, under names of their own. */
export function withGraph({ nodes, edges }: Graph, context: Context): { names: GraphNames; clauses: string[] } {
  const names = { nodes: context.fresh(), edges: context.fresh(), edge: context.fresh() };
  return {
    names,
    clauses: [
      `${names.nodes} AS MATERIALIZED (${nodes.sql})`,
      `${names.edges} AS MATERIALIZED (SELECT *, row_number() OVER () AS ${names.edge} FROM (${edges.sql}))`,
    ],
  };
}

/** The rows that stand for a graph while it is handed on: no operator but those of graphs takes them. */
export function graphRelation(graph: Graph): Relation {
  return { columns: [], sql: graph.edges.sql, graph };
}
