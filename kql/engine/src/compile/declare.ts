import type { KqlNode } from "@logdoctor/kql/syntax";
import { isGraph } from "../graph/graph.ts";
import { asParameter } from "./calls.ts";
import { type Context, refuse } from "./context.ts";
import { compileExpr } from "./expression.ts";
import { bind, once } from "./names.ts";
import { setOption } from "./options.ts";
import { parameterValue } from "./parameter-value.ts";
import { compileTable } from "./table.ts";

/** The statements before the last, in order: the context that the last one sees. */
export function declareAll(statements: readonly KqlNode[], context: Context): Context {
  let scope = context;
  for (const statement of optionsFirst(statements)) scope = declare(statement, scope);
  return scope;
}

// An option is the whole query's, also for what is named before it.
function optionsFirst(statements: readonly KqlNode[]): KqlNode[] {
  const rank = ({ kind }: KqlNode) => (kind === "SetOptionStatement" ? 0 : 1);
  return statements.toSorted((a, b) => rank(a) - rank(b));
}

function declare(statement: KqlNode, context: Context): Context {
  if (statement.kind === "QueryParametersStatement") return queryParameters(statement, context);
  if (statement.kind === "SetOptionStatement") return setOption(statement, context);
  const name = statement.child("Name")?.symbol?.name;
  const value = statement.child("Expression");
  if (statement.kind === "ExpressionStatement")
    throw refuse(context, statement, "A query with several results is not supported");
  if (statement.kind !== "LetStatement" || name === undefined || value === undefined)
    throw refuse(context, statement, `${statement.kind} is not supported here`);
  if (value.kind === "FunctionDeclaration")
    return bind(context, name, { kind: "function", declaration: value, context });
  if (value.type === "table" || isGraph(value))
    return bind(context, name, { kind: "table", rows: () => compileTable(value, context), expression: value });
  return bind(context, name, { kind: "scalar", value: once(() => compileExpr(value, { context })) });
}

// https://learn.microsoft.com/kusto/query/query-parameters-statement
function queryParameters(statement: KqlNode, context: Context): Context {
  let scope = context;
  for (const parameter of statement.child("Parameters")?.elements ?? []) {
    const declared = asParameter(parameter, context);
    const given = context.options.parameters?.[declared.name];
    if (given === undefined && declared.fallback === undefined)
      throw refuse(context, parameter, `The query parameter ${declared.name} has no value`, "SemanticError");
    scope = bind(scope, declared.name, {
      kind: "scalar",
      value: once(() =>
        given === undefined
          ? parameterDefault(declared.fallback, parameter, context)
          : parameterValue(given, declared, context),
      ),
    });
  }
  return scope;
}

function parameterDefault(node: KqlNode | undefined, owner: KqlNode, context: Context) {
  if (node === undefined) throw refuse(context, owner, "This parameter has no value");
  return compileExpr(node, { context });
}
