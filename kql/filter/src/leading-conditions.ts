import type { ColumnType } from "@logdoctor/kql";
import { analyze, type KqlNode } from "@logdoctor/kql/syntax";

/** Reads whatever tables there are, so that its text does not say which. */
const readsAnything = new Set(["SearchOperator", "FindOperator", "WildcardedNameReference", "ExternalDataExpression"]);
const reachesElsewhere = new Set(["table", "database", "cluster", "workspace", "app", "resource", "adx", "arg"]);
const timeFunctions = new Set(["now", "ago", "ingestion_time", "rand", "new_guid", "current_principal"]);

/**
 * Conditions that a row of the table passes at least, if a query reads it at all: the filters that stand before anything else, without
 * those on time and those that other parts of the query decide. An empty list: it may read every row; `false`: it reads none.
 * Undefined where the text does not tell: it does not bind, calls a saved function, or searches all tables.
 */
export function leadingConditions(
  query: string,
  { table, columns }: { readonly table: string; readonly columns: Readonly<Record<string, ColumnType>> },
): readonly string[] | undefined {
  const analysis = readable(query, { [table]: columns });
  if (analysis === undefined || analysis.syntaxErrors.length + analysis.semanticErrors.length > 0) return undefined;
  if (some(analysis.root, (node) => isUntold(node))) return undefined;
  const reads = [...readsOf(analysis.root, table)];
  if (reads.length === 0) return ["false"];
  if (reads.some((conditions) => conditions.length === 0)) return [];
  return [reads.map((conditions) => `(${conditions.join(" and ")})`).join(" or ")];
}

function readable(query: string, schemas: Parameters<typeof analyze>[1]) {
  try {
    return analyze(query, schemas);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function isUntold(node: KqlNode): boolean {
  if (readsAnything.has(node.kind)) return true;
  return node.kind === "FunctionCallExpression" && reachesElsewhere.has(node.symbol?.name.toLowerCase() ?? "");
}

/** One list of conditions for each place that names the table. */
function* readsOf(node: KqlNode, table: string): Generator<string[]> {
  if (isTable(node, table)) {
    yield [];
    return;
  }
  if (node.kind !== "PipeExpression") {
    for (const child of node.children) yield* readsOf(child, table);
    return;
  }
  const { base, operators } = pipeline(node);
  if (isTable(base, table)) yield leading(operators);
  else yield* readsOf(base, table);
  for (const operator of operators) yield* readsOf(operator, table);
}

function isTable(node: KqlNode, table: string): boolean {
  return node.kind === "NameReference" && node.symbol?.kind === "table" && node.symbol.name === table;
}

function pipeline(node: KqlNode): { base: KqlNode; operators: KqlNode[] } {
  const operators: KqlNode[] = [];
  let base = node;
  while (base.kind === "PipeExpression") {
    const [left, , operator] =
      base.children.length === 3 ? base.children : [base.children[0], undefined, base.children[1]];
    if (left === undefined || operator === undefined) break;
    operators.unshift(operator);
    base = left;
  }
  return { base, operators };
}

function leading(operators: readonly KqlNode[]): string[] {
  const end = operators.findIndex(({ kind }) => kind !== "FilterOperator");
  const filters = end < 0 ? operators : operators.slice(0, end);
  return filters.flatMap((filter) => {
    const condition = filter.children.findLast(({ kind }) => kind !== "Token");
    return condition === undefined ? [] : conjuncts(condition);
  });
}

function conjuncts(node: KqlNode): string[] {
  const inner = node.children.filter(({ kind }) => kind !== "Token");
  if (node.kind === "ParenthesizedExpression" && inner[0] !== undefined) return conjuncts(inner[0]);
  if (node.kind === "BinaryExpression" && node.symbol?.name === "And") return inner.flatMap(conjuncts);
  return some(node, decidedElsewhere) ? [] : [`(${node.text})`];
}

/** A time, a variable, or another query within a condition: it does not hold for all of the past. */
function decidedElsewhere({ kind, symbol, type }: KqlNode): boolean {
  if (kind === "FunctionCallExpression")
    return timeFunctions.has(symbol?.name.toLowerCase() ?? "") || symbol === undefined;
  if (kind === "PipeExpression" || type === "table") return true;
  if (kind !== "NameReference" || symbol === undefined) return false;
  if (symbol.kind === "column") return symbol.name === "TimeGenerated";
  return symbol.kind === "variable" || symbol.kind === "table";
}

function some(node: KqlNode, test: (node: KqlNode) => boolean): boolean {
  return test(node) || node.children.some((child) => some(child, test));
}
