import { analyze, type KqlNode } from "@logdoctor/kql/syntax";
import { type ColumnRef, type FilterAst, SHARE_STEPS } from "./ast.ts";
import { FilterRefusal } from "./refusal.ts";
import { sourceSchema } from "./source-schema.ts";
import type { Columns } from "./targets.ts";

/**
 * The rules that read what the customer's own transformation changes or takes away: history then shows other values than the
 * rules will meet, and neither a dry run nor a proof over it says what is lost.
 */
export function changedColumnFaults(ast: FilterAst, existing: string, columns: Columns): FilterRefusal[] {
  if (existing.trim() === "" || ast.rules.length === 0) return [];
  const changed = changedColumns(existing, columns);
  return ast.rules.flatMap(({ id, condition, keep }) => {
    const read = condition.kind === "keywords" ? condition.columns : [condition.column];
    const hashed = (keep > 0 && keep < SHARE_STEPS) || ast.heldOut > 0 ? keyColumns(ast) : [];
    const hit = [...read.map(({ column }) => column), ...hashed].find((column) => changed.has(column));
    if (hit === undefined) return [];
    const message = `The transformation that is there changes or removes ${hit}, which the rule reads: stored rows do not show what it would drop`;
    return [new FilterRefusal("existing-changes-column", message, id)];
  });
}

function keyColumns({ key }: FilterAst): string[] {
  const refs: ColumnRef[] = [...(key.trace === undefined ? [] : [key.trace]), ...key.texts];
  return [...(key.time ? ["TimeGenerated"] : []), ...refs.map(({ column }) => column)];
}

/** Names of columns of the stream that are given another value somewhere in the text, or are not among what comes out of it. */
function changedColumns(existing: string, columns: Columns): Set<string> {
  const { root } = analyze(existing, sourceSchema(columns));
  const body = root.child("Statements")?.elements.findLast(({ kind }) => kind === "ExpressionStatement");
  const output = body?.child("Expression")?.columns?.map(({ name }) => name);
  const removed = output === undefined ? [] : Object.keys(columns).filter((name) => !output.includes(name));
  return new Set([...assigned(root), ...removed]);
}

/** Every name that is given a value; `Name = Name` gives it the one that it has, and to expand a column makes others of it. */
function* assigned(node: KqlNode): Generator<string> {
  const isExpanded = /^Mv(Expand|Apply)Expression$/.test(node.kind);
  const isKept =
    node.kind === "SimpleNamedExpression" && plainName(node.child("Name")) === plainName(node.child("Expression"));
  const named = isExpanded ? node.children : node.kind === "NameDeclaration" ? [node] : [];
  for (const one of named) {
    const name = plainName(one.kind === "SimpleNamedExpression" ? one.child("Name") : one);
    if (name !== undefined) yield name;
  }
  if (!isKept) for (const child of node.children) yield* assigned(child);
}

function plainName(node: KqlNode | undefined): string | undefined {
  if (node === undefined || !/^Name(Declaration|Reference)$/.test(node.kind)) return undefined;
  return /^\[["'](.*)["']\]$/.exec(node.text)?.[1] ?? node.text;
}
