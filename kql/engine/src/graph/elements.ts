import type { KqlNode } from "@logdoctor/kql/syntax";
import { refuse, type Scope } from "../compile/context.ts";
import { elementSql } from "../compile/element.ts";
import { type Expr, expr, shown } from "../compile/expr.ts";
import { argumentsOf, compileExpr } from "../compile/expression.ts";
import { columnExpr, type Relation } from "../compile/relation.ts";
import type { Graph, GraphNames } from "./graph.ts";
import type { Variable } from "./joins.ts";

interface Matched {
  readonly graph: Graph;
  readonly names: GraphNames;
  readonly variables: ReadonlyMap<string, Variable>;
  readonly scope: Scope;
}

/** The scope of an operator's `where` and `project`: properties of the pattern's names, and the functions of graphs. */
export function graphScope(matched: Omit<Matched, "scope">, scope: Scope): Scope {
  const all: Matched = { ...matched, scope };
  return {
    ...scope,
    path: (node) => propertyOf(node, all),
    call: (node, name) => graphCall(node, name, all),
  };
}

function propertyOf(node: KqlNode, { variables, scope }: Matched): Expr | undefined {
  const owner = node.child("Expression");
  const variable = owner?.kind === "NameReference" ? variables.get(owner.symbol?.name ?? owner.text) : undefined;
  if (variable === undefined) return undefined;
  if (variable.kind === "path")
    throw refuse(scope.context, node, "A property of an edge of variable length: use map()");
  const name = node.child("Selector")?.symbol?.name ?? node.child("Selector")?.text;
  const column = variable.columns.find((candidate) => candidate.name === name);
  if (column === undefined) throw refuse(scope.context, node, `The property ${name} is not known`);
  return columnExpr(column);
}

function graphCall(node: KqlNode, name: string, matched: Matched): Expr | undefined {
  const [first, second] = argumentsOf(node);
  if (name === "node_degree_in" || name === "node_degree_out") return degreeOf(node, name, matched);
  if (!["map", "all", "any"].includes(name) || first === undefined || second === undefined) return undefined;
  const ids = matched.scope.context.fresh();
  const { list, rows, relation, key } = walked(first, matched);
  const scope: Scope = {
    context: matched.scope.context,
    relation,
    call: (call, called) =>
      key === matched.graph.nodes.key && called.startsWith("node_degree_") && argumentsOf(call).length === 0
        ? degree(called, key, matched)
        : undefined,
  };
  const value = shown(compileExpr(second, scope));
  const along = (item: string) =>
    `(SELECT unnest(${list}) AS k, generate_subscripts(${list}, 1) AS n) AS ${ids} JOIN (SELECT ${key} AS k, ${item} AS v FROM ${rows}) AS ${ids}_v ON ${ids}_v.k = ${ids}.k`;
  if (name === "map")
    return expr(
      "dynamic",
      `(SELECT kql_list_text(list(coalesce(v, 'null') ORDER BY n)) FROM ${along(elementSql(value))})`,
      false,
    );
  const truth = `coalesce(${value.truth ?? value.sql}, false)`;
  const [fold, empty] = name === "all" ? ["bool_and", "true"] : ["bool_or", "false"];
  return expr("bool", `coalesce((SELECT ${fold}(v) FROM ${along(truth)}), ${empty})`, false);
}

interface Walked {
  readonly list: string;
  readonly rows: string;
  readonly relation: Relation;
  readonly key: string;
}

function walked(argument: KqlNode, { graph, names, variables, scope }: Matched): Walked {
  const inner = argument.kind === "FunctionCallExpression" && argument.child("Name")?.text === "inner_nodes";
  const named = inner ? argumentsOf(argument)[0] : argument;
  const variable = variables.get(named?.symbol?.name ?? named?.text ?? "");
  if (variable?.kind !== "path")
    throw refuse(scope.context, argument, "Only an edge of variable length, or its inner_nodes(), is supported here");
  const part = inner ? graph.nodes : graph.edges;
  return {
    list: inner ? variable.inner : variable.edges,
    rows: inner ? names.nodes : names.edges,
    relation: { columns: part.columns, sql: "" },
    key: inner ? graph.nodes.key : names.edge,
  };
}

function degreeOf(node: KqlNode, name: string, matched: Matched): Expr {
  const named = argumentsOf(node)[0];
  const variable = matched.variables.get(named?.symbol?.name ?? named?.text ?? "");
  if (variable?.kind !== "node") throw refuse(matched.scope.context, node, `${name}() needs a node`);
  return degree(name, variable.key, matched);
}

function degree(name: string, key: string, { graph, names, scope }: Matched): Expr {
  const end = name === "node_degree_in" ? graph.edges.to : graph.edges.from;
  const counted = scope.context.fresh();
  return expr(
    "long",
    `coalesce((SELECT c FROM (SELECT ${end} AS k, count(*) AS c FROM ${names.edges} GROUP BY 1) AS ${counted} WHERE ${counted}.k = ${key}), 0)`,
    false,
  );
}
