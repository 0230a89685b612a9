import {
  className,
  kusto,
  type RawColumn,
  type RawDiagnostic,
  type RawGlobals,
  type RawNode,
  type RawSymbol,
} from "./kusto.ts";
import { positionAt } from "./position.ts";
import type { ColumnType, Diagnostic } from "./types.ts";

/** Table name -> column name -> type. */
export type TableSchemas = Readonly<Record<string, Readonly<Record<string, ColumnType>>>>;

export interface NamedType {
  readonly name: string;
  readonly type: string;
}

/** A node of the official syntax tree, bound to the given tables. */
export interface KqlNode {
  /** The official class, such as `BinaryExpression`, `FilterOperator`; `Token` for a token. */
  readonly kind: string;
  /** The child with that official name, such as `Left`, `Operator`. */
  child(name: string): KqlNode | undefined;
  /** All children, in order. */
  readonly children: readonly KqlNode[];
  /** Elements of a separated list, without the separators. */
  readonly elements: readonly KqlNode[];
  /** The node's own source text, without what stands before it. */
  readonly text: string;
  readonly offset: number;
  /** Scalar type that the binder found, such as `long`; `table` for a tabular expression. */
  readonly type: string | undefined;
  /** Columns of a tabular expression. */
  readonly columns: readonly NamedType[] | undefined;
  /** What a name stands for. */
  readonly symbol: { readonly name: string; readonly kind: SymbolKind } | undefined;
  /** The library's own value of a constant: strings are exact, other types are better read from `text`. */
  readonly constant: unknown;
}

export type SymbolKind = "column" | "table" | "function" | "variable" | "operator" | "other";

export interface Analysis {
  readonly text: string;
  /** `Query`, `Command` or another kind of the library. */
  readonly kind: string;
  readonly root: KqlNode;
  readonly syntaxErrors: readonly Diagnostic[];
  /** Errors of the binder (unknown names, wrong types); without those of the parser. */
  readonly semanticErrors: readonly Diagnostic[];
}

const TYPE_FIELDS: Readonly<Record<ColumnType, string>> = {
  string: "String",
  int: "Int",
  long: "Long",
  real: "Real",
  bool: "Bool",
  datetime: "DateTime",
  timespan: "TimeSpan",
  guid: "Guid",
  dynamic: "Dynamic",
  decimal: "Decimal",
};

// Kusto.Language.Symbols.SymbolKind of release 12.4.1.
const SYMBOL_KINDS: Readonly<Record<number, SymbolKind>> = {
  2: "variable",
  3: "function",
  9: "column",
  10: "table",
  14: "operator",
};

/** The last databases by the object that describes them: hundreds of tables take longer to build than a query to bind. */
const databases = new WeakMap<TableSchemas, RawGlobals>();

/**
 * Parses `text` and binds it to `tables` as the only database there is. The same `tables` object is read once and
 * remembered: give another one for other tables.
 */
export function analyze(text: string, tables: TableSchemas): Analysis {
  const { KustoCode } = kusto();
  const code = KustoCode.ParseAndAnalyze(text, globalsOf(tables));
  const syntax = errorsOf(code.GetSyntaxDiagnostics(), text);
  const seen = new Set(syntax.map(keyOf));
  return {
    text,
    kind: code.Kind,
    root: wrap(code.Syntax, text),
    syntaxErrors: syntax,
    semanticErrors: errorsOf(code.GetDiagnostics(), text).filter((error) => !seen.has(keyOf(error))),
  };
}

function globalsOf(tables: TableSchemas): RawGlobals {
  const { GlobalState, Symbols } = kusto();
  const known = databases.get(tables);
  if (known !== undefined) return known;
  const database = new Symbols.DatabaseSymbol.ctor("db", Object.entries(tables).map(tableSymbol));
  const globals = GlobalState.Default.WithDatabase(database);
  databases.set(tables, globals);
  return globals;
}

function keyOf(diagnostic: Diagnostic): string {
  return `${diagnostic.code}@${diagnostic.position.offset}`;
}

function tableSymbol([name, columns]: [string, Readonly<Record<string, ColumnType>>]): RawSymbol {
  const { Symbols } = kusto();
  const symbols = Object.entries(columns).map(
    ([column, type]) =>
      new Symbols.ColumnSymbol(column, Symbols.ScalarTypes[TYPE_FIELDS[type]], null, null, null, null),
  );
  return new Symbols.TableSymbol.$ctor4(name, symbols);
}

function errorsOf(list: { Count: number; getItem(i: number): RawDiagnostic }, text: string): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (let i = 0; i < list.Count; i++) {
    const raw = list.getItem(i);
    if (raw.Severity === "Error")
      found.push({ code: raw.Code, message: raw.Message, position: positionAt(text, raw.Start) });
  }
  return found;
}

function wrap(raw: RawNode, source: string): KqlNode {
  const children: KqlNode[] = [];
  const named = new Map<string, KqlNode>();
  for (let i = 0; i < raw.ChildCount; i++) {
    const child = raw.GetChild(i);
    if (child === null) continue;
    const node = wrap(child, source);
    children.push(node);
    if (child.NameInParent) named.set(child.NameInParent, node);
  }
  return {
    kind: raw.IsToken ? "Token" : className(raw),
    child: (name) => named.get(name),
    children,
    get elements() {
      return children.map((child) => (child.kind === "SeparatedElement" ? (child.children[0] ?? child) : child));
    },
    // Asked of few nodes, and dear for tables of hundreds of columns.
    get text() {
      return source.slice(raw.TextStart, raw.End);
    },
    offset: raw.TextStart,
    get type() {
      return typeName(raw.ResultType);
    },
    get columns() {
      return columnsOf(raw.ResultType);
    },
    get symbol() {
      return symbolOf(raw.ReferencedSymbol);
    },
    get constant() {
      return raw.ConstantValue;
    },
  };
}

function typeName(symbol: RawSymbol | null | undefined): string | undefined {
  if (symbol == null) return undefined;
  return symbol.Kind === 10 ? "table" : symbol.Name;
}

function columnsOf(symbol: RawSymbol | null | undefined): NamedType[] | undefined {
  if (symbol?.Kind !== 10 || symbol.Columns === undefined) return undefined;
  const columns: NamedType[] = [];
  for (let i = 0; i < symbol.Columns.Count; i++) {
    const column: RawColumn = symbol.Columns.getItem(i);
    columns.push({ name: column.Name, type: column.Type.Name });
  }
  return columns;
}

function symbolOf(symbol: RawSymbol | null | undefined): KqlNode["symbol"] {
  return symbol == null ? undefined : { name: symbol.Name, kind: SYMBOL_KINDS[symbol.Kind] ?? "other" };
}

export { positionAt } from "./position.ts";
export type { Position } from "./types.ts";
