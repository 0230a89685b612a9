import { Refusal, readComparison } from "./predicate-comparison.ts";
import { predicateToKql } from "./predicate-to-kql.ts";
import { analyze, type KqlNode } from "./syntax.ts";
import { diagnosticAt, firstHidden } from "./tree.ts";
import type { ColumnType, DeleteFilter, Diagnostic, PredicateResult } from "./types.ts";

const MAX_LENGTH = 10_000;
// The parser's time grows with the square of the depth; no honest policy comes near this.
const MAX_BRACKETS = 200;
const PREFIX = "LogTable | where ";

/** The last answers: the parser takes milliseconds, and every tick of an agent asks the same of every policy. */
const answers = new Map<string, PredicateResult>();
const maxAnswers = 100;

/**
 * Reads the row predicate of a retention policy: comparisons `Column op literal` joined by `and`.
 *
 * Azure's Delete Data API takes only ANDed column comparisons, and the same text must mean the same rows when
 * archiving and when deleting, so everything else is refused with the construct named and its position in `text`.
 * On success `text` is the normalised KQL of exactly `filters`.
 */
export function parsePredicate(text: string, columns: Readonly<Record<string, ColumnType>>): PredicateResult {
  if (text.trim() === "") return refused(text, 0, "Empty", "The predicate is empty");
  if (text.length > MAX_LENGTH)
    return refused(text, 0, "TooLong", `The predicate is longer than ${MAX_LENGTH} characters`);
  if (text.split("(").length > MAX_BRACKETS)
    return refused(text, 0, "TooDeep", `The predicate has more than ${MAX_BRACKETS} brackets`);
  const key = JSON.stringify([text, columns]);
  const answer = answers.get(key) ?? readOrRefuse(text, columns);
  // What was asked for last stands last, and what is first goes.
  answers.delete(key);
  if (answers.size >= maxAnswers) answers.delete(answers.keys().next().value ?? "");
  answers.set(key, answer);
  return structuredClone(answer);
}

function readOrRefuse(text: string, columns: Readonly<Record<string, ColumnType>>): PredicateResult {
  try {
    return read(text, columns);
  } catch (error) {
    if (error instanceof Refusal) return refused(text, error.offset - PREFIX.length, error.code, error.message);
    // The parser descends once per operator: what is too deep ends the stack, not the process.
    if (error instanceof RangeError) return refused(text, 0, "TooDeep", "The predicate is nested too deeply");
    throw error;
  }
}

function read(text: string, columns: Readonly<Record<string, ColumnType>>): PredicateResult {
  const whole = PREFIX + text;
  const analysis = analyze(whole, { LogTable: columns });
  if (analysis.syntaxErrors.length > 0)
    return { ok: false, diagnostics: analysis.syntaxErrors.map((found) => moved(found, text)) };
  const hidden = firstHidden(analysis.root, whole);
  if (hidden !== undefined) throw new Refusal("Comment", "A predicate holds no comments", hidden);
  const filters: DeleteFilter[] = [];
  collect(conditionOf(analysis.root), columns, filters);
  if (analysis.semanticErrors.length > 0)
    return { ok: false, diagnostics: analysis.semanticErrors.map((found) => moved(found, text)) };
  return { ok: true, filters, text: predicateToKql(filters, columns) };
}

// The text must be the condition of the one `where` that was put before it, and nothing more.
function conditionOf(root: KqlNode): KqlNode {
  const directive = root.child("Directives")?.children[0];
  if (directive !== undefined) throw new Refusal("Directive", "A predicate holds no directives", directive.offset);
  const [statement, second] = root.child("Statements")?.elements ?? [];
  if (second !== undefined)
    throw new Refusal("Statement", "A predicate is one condition, without semicolons", second.offset);
  const semicolon = root.child("Statements")?.children[0]?.children[1];
  if (semicolon !== undefined && semicolon.text !== "")
    throw new Refusal("Statement", "A predicate is one condition, without semicolons", semicolon.offset);
  const body = statement?.child("Expression");
  const operator = body?.child("Operator");
  if (body?.kind !== "PipeExpression" || operator === undefined)
    throw new Refusal("Construct", "This is not a condition", PREFIX.length);
  if (body.child("Expression")?.kind !== "NameReference")
    throw new Refusal("Pipe", "A predicate holds no pipes", body.child("Bar")?.offset ?? operator.offset);
  const parameter = operator.child("Parameters")?.children[0];
  if (parameter !== undefined)
    throw new Refusal("Parameter", `The parameter ${parameter.text} is not allowed`, parameter.offset);
  const condition = operator.child("Condition");
  if (operator.kind !== "FilterOperator" || condition === undefined)
    throw new Refusal("Construct", "This is not a condition", operator.offset);
  return condition;
}

function collect(node: KqlNode, columns: Readonly<Record<string, ColumnType>>, into: DeleteFilter[]): void {
  const inner = node.kind === "ParenthesizedExpression" ? node.child("Expression") : undefined;
  if (inner !== undefined) {
    collect(inner, columns, into);
    return;
  }
  const [left, right] = [node.child("Left"), node.child("Right")];
  if (node.kind === "BinaryExpression" && node.symbol?.name === "And" && left !== undefined && right !== undefined) {
    collect(left, columns, into);
    collect(right, columns, into);
    return;
  }
  into.push(readComparison(node, columns));
}

function refused(text: string, offset: number, code: string, message: string): PredicateResult {
  return { ok: false, diagnostics: [diagnosticAt(text, Math.max(0, offset), code, message)] };
}

function moved(found: Diagnostic, text: string): Diagnostic {
  return diagnosticAt(text, Math.max(0, found.position.offset - PREFIX.length), found.code, found.message);
}
