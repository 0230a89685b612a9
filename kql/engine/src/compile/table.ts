import type { KqlNode } from "@logdoctor/kql/syntax";
import { takesGraph } from "../graph/graph.ts";
import { find } from "../operators/find.ts";
import { range } from "../operators/range.ts";
import { OPERATORS } from "../operators/registry.ts";
import { search } from "../operators/search.ts";
import { datatable, print } from "../operators/sources.ts";
import { unionSource } from "../operators/union.ts";
import { openCall } from "./calls.ts";
import { type Context, refuse } from "./context.ts";
import { checkSize } from "./limits.ts";
import { materialized } from "./materialize.ts";
import { isNarrow } from "./narrowing.ts";
import { calledTable, named } from "./reference.ts";
import { whyNot } from "./refusals.ts";
import type { Relation } from "./relation.ts";

/** `narrow`: columns that the text does not name are of no use to what follows; see narrowing.ts. */
type Source = (node: KqlNode, context: Context, narrow: boolean) => Relation;

const SOURCES: Readonly<Record<string, Source>> = {
  PipeExpression: pipe,
  NameReference: named,
  ParenthesizedExpression: (node, context, narrow) => compileTable(inner(node, context), context, narrow),
  MaterializeExpression: (node, context) =>
    materialized(node, context, () => compileTable(inner(node, context), context)),
  FunctionCallExpression: calledTable,
  PrintOperator: print,
  DataTableExpression: datatable,
  RangeOperator: range,
  UnionOperator: unionSource,
  SearchOperator: search,
  FindOperator: find,
};

/** A tabular expression as a SELECT. */
export function compileTable(node: KqlNode, context: Context, narrow = false): Relation {
  const source = SOURCES[node.kind];
  if (source === undefined) throw refuse(context, node, whyNot(node.kind));
  const relation = source(node, context, narrow);
  checkSize(context, node, { of: "rows", sql: relation.sql });
  return relation;
}

function inner(node: KqlNode, context: Context): KqlNode {
  const child = node.child("Expression");
  if (child === undefined) throw refuse(context, node, "An empty expression");
  return child;
}

function pipe(node: KqlNode, context: Context, narrow: boolean): Relation {
  const from = inner(node, context);
  const operator = node.child("Operator");
  if (operator?.kind === "InvokeOperator") return invoke(operator, from, context);
  const input = compileTable(from, context, operator !== undefined && isNarrow(operator, narrow));
  if (operator?.kind === "AsOperator") giveAlias(operator, from, context);
  return applyOperator(operator ?? node, input, context);
}

/** The rows that one operator makes of `input`. */
export function applyOperator(operator: KqlNode, input: Relation, context: Context): Relation {
  const implementation = OPERATORS[operator.kind];
  if (implementation === undefined) throw refuse(context, operator, whyNot(operator.kind));
  if ((input.graph !== undefined) !== takesGraph(operator))
    throw refuse(context, operator, "A graph here, or rows where a graph is needed");
  return implementation(operator, input, context);
}

/** `rows | invoke f(…)` is `f(rows, …)`. */
function invoke(operator: KqlNode, from: KqlNode, context: Context): Relation {
  const call = operator.child("Function");
  const opened = call && openCall(call, { context, piped: () => compileTable(from, context) });
  if (opened === undefined)
    throw refuse(context, operator, `${operator.text} is not supported: the function is not known`);
  return compileTable(opened.body, opened.context);
}

function giveAlias(operator: KqlNode, from: KqlNode, context: Context): void {
  const name = operator.child("Name")?.symbol?.name ?? operator.child("Name")?.text ?? "";
  const known = context.aliases.get(name);
  // A function's body may be compiled once per call: each time its rows may be others.
  if (known !== undefined && (known.offset !== operator.offset || context.depth > 0))
    throw refuse(context, operator, `The name ${name} is given twice`);
  context.aliases.set(name, { offset: operator.offset, rows: () => compileTable(from, context) });
}
