import { analyze } from "@logdoctor/kql/syntax";
import { KqlError } from "../errors.ts";
import type { Parameter } from "./calls.ts";
import type { Context } from "./context.ts";
import { refuse } from "./context.ts";
import { type Expr, isNumeric, sqlString, widen } from "./expr.ts";
import { compileLiteral } from "./literal.ts";

const NONE = {};

/** A query parameter's value, given as KQL literal text such as `datetime(2026-01-01)` or, for a string, as it is. */
export function parameterValue(text: string, { name, type, node }: Parameter, context: Context): Expr {
  if (type === "string") return { type, sql: sqlString(text), nullable: false, literal: text };
  const analysis = analyze(`print ${text}`, NONE);
  const statement = analysis.root.child("Statements")?.elements[0]?.child("Expression");
  const literal = statement?.child("Expressions")?.elements[0];
  const LITERALS = ["LiteralExpression", "DynamicExpression", "PrefixUnaryExpression"];
  if (analysis.syntaxErrors.length > 0 || literal === undefined || !LITERALS.includes(literal.kind))
    throw refuse(context, node, `The value of the query parameter ${name} is not a literal`, "SemanticError");
  const value = compileLiteral(literal, { ...context, text: analysis.text });
  if (value.type === type) return value;
  if (type !== undefined && isNumeric(type) && isNumeric(value.type) && type !== "int") return widen(value, type);
  throw new KqlError("SemanticError", `The query parameter ${name} is of type ${type}, its value ${value.type}`);
}
