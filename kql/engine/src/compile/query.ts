import type { Diagnostic } from "@logdoctor/kql";
import { type KqlNode, positionAt, QueryTooLarge, type TableSchemas } from "@logdoctor/kql/syntax";
import { KqlError } from "../errors.ts";
import type { QueryOptions } from "../types.ts";
import { isTooStrict } from "./binder-errors.ts";
import { boundText } from "./bound.ts";
import { type Context, createContext, refuse, type StoredTable } from "./context.ts";
import { declareAll } from "./declare.ts";
import { withShared } from "./materialize.ts";
import { NeedsRows } from "./needs-rows.ts";
import type { Relation } from "./relation.ts";
import { withShortcuts } from "./shortcut.ts";
import { compileTable } from "./table.ts";

type Tables = ReadonlyMap<string, StoredTable>;

/** Parses, binds and compiles one query. Throws KqlError with a position. */
export function compileQuery(text: string, tables: Tables, options: QueryOptions): Relation {
  try {
    return compile(text, tables, options);
  } catch (error) {
    // Parser and compiler descend once per bracket: too many of them end the stack, not the process.
    if (error instanceof QueryTooLarge)
      throw new KqlError("NotSupported", error.message, positionAt(text, error.offset));
    if (error instanceof RangeError) throw new KqlError("NotSupported", "The query is nested too deeply");
    throw error;
  }
}

function compile(text: string, tables: Tables, options: QueryOptions): Relation {
  const analysis = boundText(text, schemasOf(tables));
  const [syntax, semantic] = [
    analysis.syntaxErrors[0],
    analysis.semanticErrors.find(
      (error) =>
        !isFuzzy(error, text) &&
        !isTooStrict(error, analysis.root) &&
        !isTerm(error, analysis.root, text) &&
        !isNodeId(error, text),
    ),
  ];
  if (syntax !== undefined) throw new KqlError("SyntaxError", syntax.message, syntax.position);
  if (semantic !== undefined) throw new KqlError("SemanticError", semantic.message, semantic.position);
  const context = createContext(text, tables, options);
  if (analysis.kind !== "Query") throw refuse(context, analysis.root, "Management commands are not supported");
  const statements = analysis.root.child("Statements")?.elements ?? [];
  const last = statements.at(-1);
  if (last?.kind !== "ExpressionStatement")
    throw refuse(context, last ?? analysis.root, "A query ends with one tabular expression", "SemanticError");
  const body = last.child("Expression");
  if (body === undefined || body.type !== "table")
    throw refuse(context, last, "A query ends with one tabular expression", "SemanticError");
  const rows = alone(context, () => compileTable(body, declareAll(statements.slice(0, -1), context)));
  const columns = rows.columns.filter(({ hidden }) => hidden !== true);
  if (new Set(columns.map(({ name }) => name)).size < columns.length)
    throw refuse(context, body, "Two columns of one name are not supported");
  return withShortcuts({ ...rows, columns, before: withShared(context.shared) }, context.shortcuts);
}

// Columns are asked of the data by a query of their own, which cannot see rows that are computed once.
function alone(context: Context, rows: () => Relation): Relation {
  try {
    return rows();
  } catch (error) {
    if (!(error instanceof NeedsRows) || context.shared.length === 0) throw error;
    throw new KqlError("NotSupported", "Columns that hang on random rows are not supported");
  }
}

// The binder does not know that `union isfuzzy=true` passes over a wildcard that fits nothing.
function isFuzzy({ code, position }: Diagnostic, text: string): boolean {
  return code === "KS142" && /^\w*\*/.test(text.slice(position.offset)) && /\bisfuzzy\s*=\s*true\b/.test(text);
}

// The binder does not see the column that `make-graph … with_node_id=name` gives inside of map() and its like (documented).
function isNodeId({ code, position }: Diagnostic, text: string): boolean {
  const name = /^\w+/.exec(text.slice(position.offset))?.[0];
  const inside = /\b(?:map|all|any)\s*\(\s*inner_nodes\s*\([^()]*\)\s*,[^,;|]*$/.test(text.slice(0, position.offset));
  return code === "KS142" && inside && new RegExp(`\\bwith_node_id\\s*=\\s*${name}\\b`).test(text);
}

// The binder wants a bool in not(); in a search a text is a term there too (measured).
function isTerm({ code, position }: Diagnostic, root: KqlNode, text: string): boolean {
  const searched = (node: KqlNode): boolean => {
    const inside = node.offset <= position.offset && position.offset < node.offset + node.text.length;
    return inside && (node.kind === "SearchOperator" || node.children.some(searched));
  };
  return code === "KS107" && /\bnot\s*\(\s*$/.test(text.slice(0, position.offset)) && searched(root);
}

/** What was last told to the binder of a set of tables, which only grows: the binder remembers it by the object. */
const known = new WeakMap<Tables, { readonly size: number; readonly schemas: TableSchemas }>();

function schemasOf(tables: Tables): TableSchemas {
  const found = known.get(tables);
  if (found?.size === tables.size) return found.schemas;
  const schemas: Record<string, Record<string, StoredTable["columns"][number]["type"]>> = {};
  for (const table of tables.values())
    schemas[table.name] = Object.fromEntries(table.columns.map(({ name, type }) => [name, type]));
  known.set(tables, { size: tables.size, schemas });
  return schemas;
}
