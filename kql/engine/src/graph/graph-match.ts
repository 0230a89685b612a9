import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse, type Scope } from "../compile/context.ts";
import { shown } from "../compile/expr.ts";
import { compileChild, compileExpr } from "../compile/expression.ts";
import type { Relation } from "../compile/relation.ts";
import { boundColumns, listedColumns, listOf, newColumn } from "../operators/operator.ts";
import { parametersOf } from "../operators/operator-parameters.ts";
import { graphScope } from "./elements.ts";
import { type Graph, withGraph } from "./graph.ts";
import { type Cycles, joinPattern, type Matches } from "./joins.ts";
import { sequencesOf } from "./pattern.ts";

/** `graph-match pattern where … project …`: a row for each match. */
export function graphMatch(node: KqlNode, input: Relation, context: Context): Relation {
  const cycles = parametersOf(node, ["cycles"], context).get("cycles") ?? "unique_edges";
  if (cycles !== "all" && cycles !== "none" && cycles !== "unique_edges")
    throw refuse(context, node, `cycles=${cycles} is not known`);
  return matchRows(node, { graph: graphOf(node, input, context), cycles }, context);
}

/** `graph-shortest-paths`: of the matches between the same two nodes the shortest, one (`output=any`) or all. */
export function graphShortestPaths(node: KqlNode, input: Relation, context: Context): Relation {
  const output = parametersOf(node, ["output"], context).get("output") ?? "any";
  const ranking = { any: "row_number()", all: "rank()" }[output];
  if (ranking === undefined) throw refuse(context, node, `output=${output} is not known`);
  const [sequence, ...others] = sequencesOf(node, context);
  const ranges = sequence?.steps.filter(({ edge }) => edge.range !== undefined) ?? [];
  if (others.length > 0 || ranges.length !== 1)
    throw refuse(context, node, "Shortest paths need one sequence with one edge of variable length");
  return matchRows(node, { graph: graphOf(node, input, context), cycles: "unique_edges", ranking }, context);
}

function graphOf(node: KqlNode, { graph }: Relation, context: Context): Graph {
  if (graph === undefined) throw refuse(context, node, "This operator needs a graph");
  return graph;
}

interface Wanted {
  readonly graph: Graph;
  readonly cycles: Cycles;
  readonly ranking?: string;
}

function matchRows(node: KqlNode, { graph, cycles, ranking }: Wanted, context: Context): Relation {
  const { names, clauses } = withGraph(graph, context);
  const matches = joinPattern(sequencesOf(node, context), { graph, names, context, cycles });
  const scope = graphScope({ graph, names, variables: matches.variables }, { context });
  const rows = context.fresh();
  const kept = `SELECT * FROM ${rows} WHERE ${condition(node, { matches, scope, shortest: ranking !== undefined })}`;
  const made = projected(node, scope);
  const all = [...clauses, ...matches.clauses, `${rows} AS MATERIALIZED (${matches.sql})`];
  const source = ranking === undefined ? kept : shortest(kept, { matches, ranking }, context);
  return {
    columns: made.map(({ column }) => column),
    sql: `WITH RECURSIVE ${all.join(", ")} SELECT ${made.map(({ item }) => item).join(", ")} FROM (${source})`,
  };
}

// What is in doubt ends the query only where the rest of the condition holds.
function condition(node: KqlNode, { matches, scope, shortest }: { matches: Matches; scope: Scope; shortest: boolean }) {
  const clause = node.child("WhereClause");
  const value = clause === undefined ? undefined : compileChild(clause, "Condition", scope);
  const holds = value === undefined ? "true" : `coalesce(${value.truth ?? value.sql}, false)`;
  const { doubt, walk } = matches;
  const unclear = shortest ? `${walk.from} = ${walk.to}` : doubt;
  return `CASE WHEN NOT (${holds}) THEN false WHEN ${unclear} THEN error('kql:NotSupported:Whether this is a match is not proven: the pattern comes to the same place twice') ELSE true END`;
}

function shortest(kept: string, { matches, ranking }: { matches: Matches; ranking: string }, context: Context): string {
  const { from, to, edges } = matches.walk;
  const place = context.fresh();
  const order = ranking === "rank()" ? `len(${edges})` : `len(${edges}), ${edges}`;
  return `SELECT * FROM (SELECT *, ${ranking} OVER (PARTITION BY ${from}, ${to} ORDER BY ${order}) AS ${place} FROM (${kept})) WHERE ${place} = 1`;
}

function projected(node: KqlNode, scope: Scope) {
  const clause = node.child("ProjectClause");
  if (clause === undefined) throw refuse(scope.context, node, "A match without project is not supported");
  const bound = boundColumns(node, scope.context);
  const values = listOf(clause).flatMap((item) =>
    listedColumns(item, (expression) => shown(compileExpr(expression, scope))),
  );
  if (values.length !== bound.length) throw refuse(scope.context, clause, "This list of values is not supported");
  return values.map(({ value }, i) => newColumn(bound[i]?.name ?? "", value, scope.context));
}
