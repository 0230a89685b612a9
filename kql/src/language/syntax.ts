import { checkBounds } from "./bounds.ts";
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
  /**
   * For the call of a function that the same text declares: its body, bound to this call's arguments. Parameters are
   * variables there.
   */
  called(): CalledBody | undefined;
}

export interface CalledBody {
  /** A `FunctionBody`: `Statements`, then `Expression`. */
  readonly root: KqlNode;
  readonly errors: readonly Diagnostic[];
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
 * remembered: give another one for other tables. Throws QueryTooLarge, a RangeError, for a text that nobody writes, and
 * another RangeError where the stack ends.
 */
export function analyze(text: string, tables: TableSchemas): Analysis {
  checkBounds(text);
  const { KustoCode } = kusto();
  const code = KustoCode.ParseAndAnalyze(text, globalsOf(tables));
  const syntax = errorsOf(code.GetSyntaxDiagnostics(), text);
  const seen = new Set(syntax.map(keyOf));
  return {
    text,
    kind: code.Kind,
    root: wrap(code.Syntax, text, 0),
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

// Only what is asked for is wrapped: a tree has far more tokens than nodes that matter. `base` is where the raw tree
// stands in the source.
function wrap(raw: RawNode, source: string, base: number): KqlNode {
  let children: readonly KqlNode[] | undefined;
  let named: Map<string, KqlNode> | undefined;
  let symbol: { found: KqlNode["symbol"] } | undefined;
  const node: KqlNode = {
    kind: raw.IsToken ? "Token" : className(raw),
    child(name) {
      named ??= new Map(rawChildren(raw).map((child, i) => [child.NameInParent ?? "", node.children[i] ?? node]));
      return name === "" ? undefined : named.get(name);
    },
    get children() {
      children ??= rawChildren(raw).map((child) => wrap(child, source, base));
      return children;
    },
    get elements() {
      return node.children.map((child) => (child.kind === "SeparatedElement" ? (child.children[0] ?? child) : child));
    },
    get text() {
      return source.slice(base + raw.TextStart, base + raw.End);
    },
    offset: base + raw.TextStart,
    get type() {
      return typeName(raw.ResultType);
    },
    get columns() {
      return columnsOf(raw.ResultType);
    },
    get symbol() {
      symbol ??= { found: symbolOf(raw.ReferencedSymbol) };
      return symbol.found;
    },
    get constant() {
      return raw.ConstantValue;
    },
    called: () => calledOf(raw, source),
  };
  return node;
}

function rawChildren(raw: RawNode): RawNode[] {
  const found: RawNode[] = [];
  for (let i = 0; i < raw.ChildCount; i++) {
    const child = raw.GetChild(i);
    if (child !== null) found.push(child);
  }
  return found;
}

function calledOf(raw: RawNode, source: string): CalledBody | undefined {
  const body = raw.GetCalledFunctionBody?.();
  if (body == null) return undefined;
  const errors = raw.GetCalledFunctionDiagnostics?.();
  return {
    root: wrap(body, source, body.GetPositionInOriginalTree?.(0) ?? 0),
    errors: errors == null ? [] : errorsOf(errors, source),
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

export { QueryTooLarge } from "./bounds.ts";
export { positionAt } from "./position.ts";
export { nodesOf } from "./tree.ts";
export type { Position } from "./types.ts";
