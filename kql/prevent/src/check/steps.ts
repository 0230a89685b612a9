import type { Diagnostic } from "@logdoctor/kql";
import { type KqlNode, positionAt } from "@logdoctor/kql/syntax";

/** What a rule is made of: the columns that it makes and the conditions that it sets, in order. */
export interface RuleSteps {
  readonly columns: readonly { readonly name: string; readonly expression: KqlNode; readonly at: KqlNode }[];
  readonly conditions: readonly KqlNode[];
  readonly refused: readonly Diagnostic[];
}

/** A reason at a node of `text`. */
export function reasonAt(text: string, node: KqlNode, code: string, message: string): Diagnostic {
  return { code, message, position: positionAt(text, node.offset) };
}

/** The steps of `LogRecords | where … | extend …`. Whatever else stands there is refused. */
export function stepsOf(text: string, root: KqlNode): RuleSteps {
  const columns: RuleSteps["columns"][number][] = [];
  const conditions: KqlNode[] = [];
  const refused: Diagnostic[] = [];
  const statements = root.child("Statements")?.elements ?? [];
  const [only] = statements;
  const body = only?.kind === "ExpressionStatement" ? only.child("Expression") : undefined;
  if (statements.length !== 1 || body === undefined) {
    refused.push(reasonAt(text, only ?? root, "Statement", "A rule is one statement: LogRecords | where …"));
    return { columns, conditions, refused };
  }
  for (const operator of operatorsOf(body)) {
    if (operator.kind === "FilterOperator") {
      const condition = operator.child("Condition");
      if (condition !== undefined) conditions.push(condition);
    } else if (operator.kind === "ExtendOperator") {
      const made = operator.child("Expressions")?.elements ?? [];
      for (const node of made) {
        const name = node.child("Name")?.text;
        const expression = node.child("Expression");
        if (node.kind === "SimpleNamedExpression" && name !== undefined && expression !== undefined)
          columns.push({ name, expression, at: node });
        else refused.push(reasonAt(text, node, "Extend", "extend gives a name to an expression: Name = …"));
      }
    } else
      refused.push(reasonAt(text, operator, "Operator", "A rule begins with LogRecords and has only where and extend"));
  }
  return { columns, conditions, refused };
}

/** Operators from the first to the last; what they start from comes first where it is not the table LogRecords. */
function operatorsOf(body: KqlNode): KqlNode[] {
  const found: KqlNode[] = [];
  let node: KqlNode = body;
  while (node.kind === "PipeExpression") {
    const operator = node.child("Operator");
    const inner = node.child("Expression");
    if (operator === undefined || inner === undefined) break;
    found.unshift(operator);
    node = inner;
  }
  return node.kind === "NameReference" && node.symbol?.kind === "table" ? found : [node, ...found];
}
