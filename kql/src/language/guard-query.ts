import { analyze, type KqlNode, type TableSchemas } from "./syntax.ts";
import { diagnosticAt, nodesOf } from "./tree.ts";
import type { Diagnostic } from "./types.ts";

export interface GuardOptions {
  /** Accept a query whose number of result rows nothing bounds. */
  readonly allowUnbounded?: boolean;
}

const MAX_LENGTH = 100_000;

// Plugins that compute over the rows they are given and reach nothing else.
const PLUGINS = new Set(["bag_unpack", "pivot", "narrow", "autocluster", "basket", "diffpatterns", "sequence_detect"]);

// Functions that name another cluster, database or workspace, or a table by a text.
const ELSEWHERE = new Set(
  "cluster database workspace app resource adx arg external_table table materialized_view stored_query_result graph entity_group".split(
    " ",
  ),
);

const REFUSED: Readonly<Record<string, [code: string, message: string]>> = {
  ExternalDataExpression: ["ExternalData", "externaldata reads from elsewhere"],
  InlineExternalTableExpression: ["ExternalData", "An external table reads from elsewhere"],
  FindOperator: ["Everything", "find reads every table"],
  SearchOperator: ["Everything", "search reads every table"],
  WildcardedName: ["Everything", "A wildcard reads tables that are not named"],
  InvokeOperator: ["Invoke", "invoke runs a stored function"],
  MacroExpandOperator: ["Elsewhere", "macro-expand reaches other databases"],
};

const DECLARATIONS = new Set(["ExpressionStatement", "LetStatement"]);

/** Returns the reasons to refuse `text`, with positions; an empty list means that it may run. */
export function guardQuery(text: string, tables: TableSchemas, options: GuardOptions = {}): Diagnostic[] {
  if (text.length > MAX_LENGTH)
    return [diagnosticAt(text, 0, "TooLong", `The query is longer than ${MAX_LENGTH} characters`)];
  try {
    return check(text, tables, options);
  } catch (error) {
    if (error instanceof RangeError) return [diagnosticAt(text, 0, "TooDeep", "The query is nested too deeply")];
    throw error;
  }
}

function check(text: string, tables: TableSchemas, options: GuardOptions): Diagnostic[] {
  const { root, kind, syntaxErrors, semanticErrors } = analyze(text, tables);
  const at = (node: KqlNode, code: string, message: string) => diagnosticAt(text, node.offset, code, message);
  if (kind !== "Query") return [at(root, "ManagementCommand", "Management commands are not allowed")];
  const found: Diagnostic[] = [];
  for (const node of nodesOf(root)) {
    const reason = reasonAgainst(node);
    if (reason !== undefined) found.push(at(node, ...reason));
  }
  const statements = root.child("Statements")?.elements ?? [];
  found.push(
    ...statements
      .filter((node) => !DECLARATIONS.has(node.kind))
      .map((node) => at(node, "Statement", `${node.kind} is not allowed`)),
  );
  const directive = root.child("Directives")?.children[0];
  if (directive !== undefined) found.push(at(directive, "Directive", "Directives are not allowed"));
  const tabular = statements.filter((node) => node.kind === "ExpressionStatement");
  found.push(...tabular.slice(1).map((node) => at(node, "Statement", "More than one tabular statement")));
  found.push(...syntaxErrors, ...semanticErrors);
  const body = tabular.at(-1)?.child("Expression");
  if (body === undefined && found.length === 0) found.push(at(root, "Statement", "The query gives no rows"));
  if (body !== undefined && options.allowUnbounded !== true && !isBounded(body))
    found.push(at(body, "Unbounded", "Nothing bounds the number of rows: end with summarize, take, top or count"));
  return found;
}

function reasonAgainst(node: KqlNode): [code: string, message: string] | undefined {
  const refused = REFUSED[node.kind];
  if (refused !== undefined) return refused;
  const name = node.child("Name")?.text ?? "";
  if (node.kind === "FunctionCallExpression" && ELSEWHERE.has(name.toLowerCase()))
    return ["Elsewhere", `${name}() reaches elsewhere`];
  if (node.kind === "EvaluateOperator") return plugin(node);
  return undefined;
}

function plugin(node: KqlNode): [code: string, message: string] | undefined {
  const call = node.children.find((child) => child.kind === "FunctionCallExpression");
  const name = call?.child("Name")?.text ?? "";
  return PLUGINS.has(name) ? undefined : ["Plugin", `evaluate ${name} is not allowed`];
}

const BOUNDING = new Set(
  "SummarizeOperator TakeOperator TopOperator CountOperator TopHittersOperator TopNestedOperator SampleOperator SampleDistinctOperator MakeSeriesOperator GetSchemaOperator".split(
    " ",
  ),
);

// Operators that give at most one row for each that they take.
const KEEPING = new Set(
  "FilterOperator ExtendOperator ProjectOperator ProjectAwayOperator ProjectKeepOperator ProjectRenameOperator ProjectReorderOperator SortOperator DistinctOperator SerializeOperator RenderOperator AsOperator ParseOperator ParseWhereOperator ParseKvOperator".split(
    " ",
  ),
);

function isBounded(node: KqlNode): boolean {
  if (node.kind === "PrintOperator" || node.kind === "DataTableExpression") return true;
  const inner = node.child("Expression");
  if (node.kind === "ParenthesizedExpression" && inner !== undefined) return isBounded(inner);
  const operator = node.child("Operator")?.kind ?? "";
  if (node.kind !== "PipeExpression") return false;
  return BOUNDING.has(operator) || (KEEPING.has(operator) && inner !== undefined && isBounded(inner));
}
