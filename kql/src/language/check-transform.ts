import { analyze, type KqlNode } from "./syntax.ts";
import {
  TRANSFORM_BINARY,
  TRANSFORM_FUNCTIONS,
  TRANSFORM_LIMITS,
  TRANSFORM_NODES,
  TRANSFORM_ONLY_FUNCTIONS,
  TRANSFORM_OPERATORS,
  TRANSFORM_SPELLINGS,
} from "./transform-subset.ts";
import { diagnosticAt, nodesOf } from "./tree.ts";
import type { ColumnType, Diagnostic } from "./types.ts";

const DOCUMENTED = "is not documented for transformations";

/**
 * Why `text` cannot be the `transformKql` of a data collection rule, with positions; an empty list means that it is within
 * what Azure Monitor documents. `streamColumns` are the columns of the stream, which the text calls `source`.
 */
export function checkTransform(text: string, streamColumns: Readonly<Record<string, ColumnType>>): Diagnostic[] {
  const { length } = TRANSFORM_LIMITS;
  if (text.length > length)
    return [
      diagnosticAt(text, length, "TooLong", `A transformation has at most ${length} characters, not ${text.length}`),
    ];
  try {
    return check(text, streamColumns);
  } catch (error) {
    if (error instanceof RangeError)
      return [diagnosticAt(text, 0, "TooDeep", "The transformation is nested too deeply")];
    throw error;
  }
}

function check(text: string, streamColumns: Readonly<Record<string, ColumnType>>): Diagnostic[] {
  const { root, kind, syntaxErrors, semanticErrors } = analyze(text, { source: streamColumns });
  const at = (node: KqlNode, code: string, message: string) => diagnosticAt(text, node.offset, code, message);
  if (kind !== "Query") return [at(root, "Statement", "Management commands are not allowed")];
  const statements = root.child("Statements")?.elements ?? [];
  const own = new Set(statements.flatMap((node) => node.child("Name")?.text ?? []));
  const found = [...nodesOf(root)].flatMap((node) => reasonsAgainst(node, own).map((reason) => at(node, ...reason)));
  const tabular = statements.filter((node) => node.kind === "ExpressionStatement");
  found.push(...tabular.slice(1).map((node) => at(node, "Statement", "More than one tabular statement")));
  found.push(...syntaxErrors, ...semanticErrors.filter((error) => !isTransformOnly(error, text)));
  const body = tabular.at(-1)?.child("Expression");
  if (found.length === 0) {
    if (body?.type !== "table") found.push(at(body ?? root, "Statement", "A transformation ends with rows of source"));
    else found.push(...outputReasons(body).map((message) => at(body, "TimeGenerated", message)));
  }
  return found.toSorted((a, b) => a.position.offset - b.position.offset);
}

function isTransformOnly({ code, position }: Diagnostic, text: string): boolean {
  const name = /^\w+/.exec(text.slice(position.offset))?.[0] ?? "";
  return code === "KS211" && TRANSFORM_ONLY_FUNCTIONS.has(name);
}

function outputReasons(body: KqlNode): string[] {
  const time = body.columns?.find(({ name }) => name === "TimeGenerated");
  if (time?.type === "datetime") return [];
  const found = time === undefined ? "it has none" : `it is ${time.type}`;
  return [`The output must have a column TimeGenerated of type datetime; ${found}`];
}

type Reason = readonly [code: string, message: string];

function reasonsAgainst(node: KqlNode, own: ReadonlySet<string>): Reason[] {
  if (node.kind === "FunctionCallExpression") return functionReasons(node, own);
  if (node.kind === "BinaryExpression" || node.kind === "InExpression") return binaryReasons(node);
  if (node.kind === "ParseOperator") return parseReasons(node);
  if (node.kind === "DynamicExpression") return [["Dynamic", `dynamic(...) ${DOCUMENTED}: write parse_json('...')`]];
  if (node.kind === "Directive") return [["Statement", `A directive ${DOCUMENTED}`]];
  if (Object.hasOwn(TRANSFORM_OPERATORS, node.kind) || TRANSFORM_NODES.has(node.kind)) return [];
  return /^Json|^Skipped/.test(node.kind) ? [] : [["Construct", `${nameOf(node)} ${DOCUMENTED}`]];
}

function nameOf(node: KqlNode): string {
  if (!node.kind.endsWith("Operator")) return node.kind;
  return `The operator ${node.children[0]?.text ?? node.kind}`;
}

function functionReasons(node: KqlNode, own: ReadonlySet<string>): Reason[] {
  const name = node.child("Name")?.text ?? "";
  if (TRANSFORM_FUNCTIONS.has(name) || own.has(name)) return [];
  const spelling = Object.hasOwn(TRANSFORM_SPELLINGS, name) ? TRANSFORM_SPELLINGS[name] : undefined;
  return [["Function", `${name}() ${DOCUMENTED}${spelling === undefined ? "" : `; ${spelling}() is`}`]];
}

function binaryReasons(node: KqlNode): Reason[] {
  const operator = (node.child("Operator")?.text ?? node.children[1]?.text ?? "").replace(/\s+/g, " ");
  return TRANSFORM_BINARY.has(operator) ? [] : [["Operator", `The operator ${operator} ${DOCUMENTED}`]];
}

function parseReasons(node: KqlNode): Reason[] {
  const declared = ["NameAndTypeDeclaration", "NameDeclaration"];
  const columns = (node.child("Patterns")?.elements ?? []).filter(({ kind }) => declared.includes(kind)).length;
  const most = TRANSFORM_LIMITS.parsedColumns;
  return columns <= most ? [] : [["Parse", `One parse extracts at most ${most} columns, not ${columns}`]];
}
