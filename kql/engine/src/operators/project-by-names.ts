import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { compileExpr } from "../compile/expression.ts";
import { findColumn, type Relation } from "../compile/relation.ts";
import { listOf } from "./operator.ts";

/**
 * The columns whose names the constant arguments list, in that order; a name of no column is left out.
 * https://learn.microsoft.com/kusto/query/project-by-names-operator
 */
export function projectByNames(node: KqlNode, input: Relation, context: Context): Relation {
  const names = listOf(node).flatMap((item) => namesOf(item, context));
  if (new Set(names).size < names.length) throw refuse(context, node, "A column that is named twice is not proven");
  if (names.some((name) => name.includes("*"))) throw refuse(context, node, "Wildcards here are not supported");
  const columns = names.flatMap((name) => findColumn(input, name) ?? []);
  if (columns.length === 0) throw refuse(context, node, "project-by-names without any column is not proven");
  return { ...input, columns };
}

function namesOf(item: KqlNode, context: Context): string[] {
  const { literal, constant } = compileExpr(item, { context });
  const names = typeof literal === "string" ? [literal] : constant;
  if (!Array.isArray(names)) throw refuse(context, item, "Only constant names are supported here");
  return names.map((name) => {
    if (typeof name !== "string") throw refuse(context, item, "Only names are supported here");
    return name;
  });
}
