import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { argumentsOf } from "../compile/expression.ts";
import type { Relation } from "../compile/relation.ts";
import { bagUnpack } from "./bag-unpack.ts";
import { narrow } from "./narrow.ts";
import { pivot } from "./pivot.ts";

type Plugin = (node: KqlNode, call: KqlNode, input: Relation, context: Context) => Relation;

const PLUGINS: Readonly<Record<string, Plugin>> = { bag_unpack: bagUnpack, narrow, pivot };

export function evaluate(node: KqlNode, input: Relation, context: Context): Relation {
  const call = node.child("FunctionCall");
  const name = call?.child("Name")?.text ?? "";
  const plugin = Object.hasOwn(PLUGINS, name) ? PLUGINS[name] : undefined;
  if (call === undefined || plugin === undefined || (name !== "narrow" && argumentsOf(call).length === 0))
    throw refuse(context, node, `The plugin ${name} is not supported`);
  for (const parameter of node.child("Parameters")?.children ?? [])
    if (!parameter.text.startsWith("hint."))
      throw refuse(context, parameter, `The parameter ${parameter.text} is not supported`);
  return plugin(node, call, input, context);
}
