import { analyze, nodesOf } from "@logdoctor/kql/syntax";
import type { Column, ColumnType } from "@logdoctor/kql-engine";

/** What reads columns that it does not name. */
const greedy =
  /^(StarExpression|WildcardedName\w*|SearchOperator|FindOperator|EvaluateOperator|GetSchemaOperator|InvokeOperator|ForkOperator|FacetOperator)$/;
const greedyFunctions = /^(pack_all|column_ifexists|columnifexists|columnexists)$/;

/**
 * The columns of a table that a query needs: those that it names, if it means the same over a table that has only them.
 * Otherwise all of them. The time is always there, as the range of the archive is about it.
 */
export function neededColumns(text: string, table: string, columns: Readonly<Record<string, ColumnType>>): Column[] {
  const some = namedColumns(text, table, columns);
  const all = Object.entries(columns).map(([name, type]) => ({ name, type }));
  return some === undefined ? all : all.filter(({ name }) => some.has(name));
}

function namedColumns(
  text: string,
  table: string,
  columns: Readonly<Record<string, ColumnType>>,
): ReadonlySet<string> | undefined {
  try {
    const whole = analyze(text, { [table]: columns });
    const nodes = [...nodesOf(whole.root)];
    if (nodes.some(({ kind }) => greedy.test(kind))) return undefined;
    const calls = nodes.filter(({ kind }) => kind === "FunctionCallExpression");
    if (calls.some((node) => greedyFunctions.test(node.child("Name")?.text ?? ""))) return undefined;
    // By its words rather than by its symbols: a name too many costs little.
    const words = new Set(nodes.filter(({ kind }) => kind === "Token").map((node) => bare(node.text)));
    const named = new Set(Object.keys(columns).filter((name) => name === "TimeGenerated" || words.has(name)));
    const less = Object.fromEntries(Object.entries(columns).filter(([name]) => named.has(name)));
    const part = analyze(text, { [table]: less });
    return shapeOf(whole) === shapeOf(part) && part.semanticErrors.length === 0 ? named : undefined;
  } catch (error) {
    // Too deep or too large for the parser: the engine will say so.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A name without the brackets and quotes that it may stand in. */
function bare(word: string): string {
  return /^\[?\s*(["'])(.*)\1\s*\]?$/.exec(word)?.[2] ?? word;
}

function shapeOf({ root }: ReturnType<typeof analyze>): string {
  const last = root.child("Statements")?.elements.at(-1)?.child("Expression");
  return JSON.stringify(last?.columns ?? null);
}
