import type { KqlNode } from "@logdoctor/kql/syntax";
import type { ColumnType } from "../types.ts";
import { type Context, refuse } from "./context.ts";
import { declareAll } from "./declare.ts";
import { type Expr, isNumeric, shown, widen } from "./expr.ts";
import { argumentsOf, compileExpr } from "./expression.ts";
import { type Binding, bind, findName, once } from "./names.ts";
import type { Relation } from "./relation.ts";
import { compileTable } from "./table.ts";

export interface Parameter {
  readonly node: KqlNode;
  readonly name: string;
  /** Undefined for a table. */
  readonly type: ColumnType | undefined;
  readonly fallback: KqlNode | undefined;
}

/** A call of a function that the text declares: its body and what the body sees. */
export interface OpenedCall {
  readonly body: KqlNode;
  readonly context: Context;
}

interface Caller {
  readonly context: Context;
  readonly relation?: Relation;
  /** The rows that `invoke` hands over as the first argument. */
  readonly piped?: () => Relation;
}

const maxDepth = 40;

/** Opens the call `node` (also a bare name of a function without parameters); undefined when the text declares no such function. */
export function openCall(node: KqlNode, caller: Caller): OpenedCall | undefined {
  const name = (node.child("Name")?.symbol ?? node.symbol)?.name ?? "";
  const { context } = caller;
  const binding = findName(context.names, name);
  if (binding?.kind !== "function") return undefined;
  const called = node.called();
  const error = called?.errors[0];
  if (error !== undefined) throw refuse(context, node, `In ${name}(): ${error.message}`, "SemanticError");
  if (called === undefined) throw refuse(context, node, `The body of ${name}() is not known here`);
  if (context.depth >= maxDepth) throw refuse(context, node, "Functions are nested too deeply");
  const parameters = parametersOf(binding.declaration, context);
  const values = argumentsFor(node, parameters, caller);
  let inner: Context = { ...binding.context, depth: context.depth + 1 };
  for (const [i, parameter] of parameters.entries()) inner = bind(inner, parameter.name, given(i));
  const body = called.root.child("Expression");
  if (body === undefined) throw refuse(context, node, `${name}() has no body`);
  return { body, context: declareAll(called.root.child("Statements")?.elements ?? [], inner) };

  function given(index: number): Binding {
    const value = values[index];
    if (value === undefined) throw refuse(context, node, `An argument of ${name}() is missing`, "SemanticError");
    return value;
  }
}

function parametersOf(declaration: KqlNode, context: Context): Parameter[] {
  const list = declaration.child("Parameters")?.child("Parameters")?.elements ?? [];
  return list.map((parameter) => asParameter(parameter, context));
}

export function asParameter(node: KqlNode, context: Context): Parameter {
  const declared = node.child("NameAndType");
  const name = declared?.child("Name")?.symbol?.name ?? declared?.child("Name")?.text;
  if (name === undefined) throw refuse(context, node, "This parameter is not supported");
  const type = declared?.child("Name")?.type;
  const fallback = node.child("DefaultValue")?.child("Value");
  return { node, name, type: type === "table" ? undefined : (type as ColumnType | undefined), fallback };
}

function argumentsFor(call: KqlNode, parameters: readonly Parameter[], caller: Caller): (Binding | undefined)[] {
  const listed = call.kind === "FunctionCallExpression" ? [...argumentsOf(call)] : [];
  const values: (Binding | undefined)[] = parameters.map(() => undefined);
  const { piped } = caller;
  let next = 0;
  if (piped !== undefined) values[next++] = { kind: "table", rows: piped };
  for (const argument of listed) {
    const named = argument.kind === "SimpleNamedExpression";
    const name = argument.child("Name")?.symbol?.name ?? argument.child("Name")?.text;
    const index = named ? parameters.findIndex((parameter) => parameter.name === name) : next++;
    const parameter = parameters[index];
    const expression = named ? argument.child("Expression") : argument;
    if (parameter === undefined || expression === undefined)
      throw refuse(caller.context, argument, "This argument is not supported");
    values[index] = argumentValue(expression, parameter, caller);
  }
  return values.map((value, i) => value ?? defaultOf(parameters[i], caller.context));
}

function argumentValue(node: KqlNode, parameter: Parameter, caller: Caller): Binding {
  const { context, relation } = caller;
  if (node.type === "table") return { kind: "table", rows: () => compileTable(node, context) };
  const scope = relation === undefined ? { context } : { context, relation };
  return { kind: "scalar", value: once(() => coerce(shown(compileExpr(node, scope)), parameter, node, context)) };
}

function coerce(value: Expr, { type, name }: Parameter, node: KqlNode, context: Context): Expr {
  if (type === undefined || value.type === type) return value;
  if (isNumeric(value.type) && isNumeric(type) && type !== "int" && !(value.type === "real" && type === "long"))
    return { ...widen(value, type), ...numeral(value, type) };
  throw refuse(context, node, `A ${value.type} for the parameter ${name} of type ${type} is not supported`);
}

// A constant stays one: a long whose real is the same number.
function numeral({ literal }: Expr, type: ColumnType): Pick<Expr, "literal"> {
  if (typeof literal !== "bigint") return {};
  if (type === "long") return { literal };
  return type === "real" && BigInt(Number(literal)) === literal ? { literal: Number(literal) } : {};
}

function defaultOf(parameter: Parameter | undefined, context: Context): Binding | undefined {
  const node = parameter?.fallback;
  if (parameter === undefined || node === undefined) return undefined;
  return {
    kind: "scalar",
    value: once(() =>
      coerce(compileExpr(node, { context: { ...context, names: undefined } }), parameter, node, context),
    ),
  };
}
