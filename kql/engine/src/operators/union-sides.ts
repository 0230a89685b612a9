import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { findName } from "../compile/names.ts";
import { stored } from "../compile/reference.ts";
import type { Relation } from "../compile/relation.ts";
import { compileTable } from "../compile/table.ts";

export interface Side {
  readonly rows: Relation;
  /** What `withsource=` and `$table` call these rows; undefined where that is not proven. */
  readonly source: string | undefined;
}

interface Listing {
  /** Leave out what does not exist. */
  readonly fuzzy: boolean;
  /** Place of the first side. */
  readonly offset: number;
  /** How rows without a table's name are called: `union_arg0`. */
  readonly prefix?: string;
}

/** The sides of a union or a search: tables, expressions, names with wildcards. */
export function sidesOf(list: readonly KqlNode[], listing: Listing, context: Context): Side[] {
  const { fuzzy, offset, prefix = "union_arg" } = listing;
  return list.flatMap((node, i) => {
    if (node.child("Name")?.kind === "WildcardedName") return matching(node, fuzzy, context);
    if (fuzzy && isMissing(node, context)) return [];
    return [{ rows: compileTable(node, context), source: sourceOf(node, `${prefix}${i + offset}`, context) }];
  });
}

/** All tables and views whose names fit `pattern`, such as `App*`. */
function matching(node: KqlNode, fuzzy: boolean, context: Context): Side[] {
  const pattern = new RegExp(`^${node.text.split("*").map(escaped).join(".*")}$`);
  const tables = [...context.tables.values()].filter(({ name }) => pattern.test(name));
  const sides: Side[] = tables.map((table) => ({ rows: stored(table, context), source: table.name }));
  sides.push(...viewSides(node, (name) => pattern.test(name), context));
  if (sides.length === 0 && !fuzzy) throw refuse(context, node, `No table fits ${node.text}`, "SemanticError");
  return sides;
}

/** The views that the text declares, in its order: functions without parameters that a wildcard finds as tables. */
function viewSides(node: KqlNode, fits: (name: string) => boolean, context: Context): Side[] {
  const sides: Side[] = [];
  for (let scope = context.names; scope !== undefined; scope = scope.outer) {
    const { name, binding } = scope;
    if (binding.kind !== "function" || !fits(name) || !isView(binding.declaration)) continue;
    const body = binding.declaration.child("Body");
    const expression = body?.child("Expression");
    if (body === undefined || expression === undefined || (body.child("Statements")?.elements ?? []).length > 0)
      throw refuse(context, node, `The view ${name} is not supported here`);
    if (context.tables.has(name)) throw refuse(context, node, `A view named as the table ${name} is not supported`);
    sides.unshift({ rows: compileTable(expression, binding.context), source: name });
  }
  return sides;
}

function isView(declaration: KqlNode): boolean {
  return /^view\b/.test(declaration.text);
}

/** Measured: a table by its name, `… | as T` by that, other expressions by their place. */
function sourceOf(node: KqlNode, place: string, context: Context): string | undefined {
  if (node.kind === "ParenthesizedExpression") return sourceOf(node.child("Expression") ?? node, place, context);
  const operator = node.kind === "PipeExpression" ? node.child("Operator") : undefined;
  if (operator?.kind === "AsOperator") return operator.child("Name")?.text;
  if (node.kind === "NameReference") {
    const binding = findName(context.names, node.symbol?.name ?? node.text);
    if (binding === undefined) return node.symbol?.kind === "table" ? node.symbol.name : undefined;
    if (binding.kind === "function") return isView(binding.declaration) ? node.text : undefined;
  }
  return readsTable(node, context) ? undefined : place;
}

// Of rows computed from a stored table it is not known whether they go by its name.
function readsTable(node: KqlNode, context: Context): boolean {
  if (node.kind === "NameReference" && node.type === "table") {
    const binding = findName(context.names, node.symbol?.name ?? node.text);
    return binding === undefined || binding.kind !== "table" || binding.expression === undefined
      ? true
      : readsTable(binding.expression, context);
  }
  return node.kind === "FunctionCallExpression" || node.children.some((child) => readsTable(child, context));
}

function isMissing(node: KqlNode, context: Context): boolean {
  if (node.kind === "NameReference" && node.type === "table" && node.symbol === undefined)
    return findName(context.names, node.text) === undefined;
  return node.children.some((child) => isMissing(child, context));
}

/** Every table there is, for a search that names none. */
export function allSides(node: KqlNode, context: Context): Side[] {
  const views = viewSides(node, () => true, context);
  if (context.tables.size === 0 && views.length === 0)
    throw refuse(context, node, "There is no table to search", "SemanticError");
  const tables = [...context.tables.values()].map((table) => ({ rows: stored(table, context), source: table.name }));
  return [...tables, ...views];
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
