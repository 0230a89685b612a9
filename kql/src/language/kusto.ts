import { createRequire } from "node:module";

// The part of the official library's object model that is used here. Its own typings are 34,000 lines of ambient
// namespaces, which every file of the workspace would have to pay for.

interface RawList<T> {
  readonly Count: number;
  getItem(index: number): T;
}

export interface RawSymbol {
  readonly Name: string;
  readonly Kind: number;
  readonly Columns?: RawList<RawColumn>;
}

export interface RawColumn extends RawSymbol {
  readonly Type: RawSymbol;
}

export interface RawNode {
  readonly $$name?: string;
  readonly NameInParent: string | null;
  readonly IsToken: boolean;
  readonly Text?: string;
  readonly ChildCount: number;
  readonly TextStart: number;
  readonly End: number;
  readonly ResultType?: RawSymbol | null;
  readonly ReferencedSymbol?: RawSymbol | null;
  readonly ConstantValue?: unknown;
  GetChild(index: number): RawNode | null;
  GetCalledFunctionBody?(): RawNode | null;
  /** Where a position of a function's copied body stands in the text. */
  GetPositionInOriginalTree?(position: number): number;
  GetCalledFunctionDiagnostics?(): RawList<RawDiagnostic> | null;
}

export interface RawDiagnostic {
  readonly Code: string;
  readonly Severity: string;
  readonly Message: string;
  readonly Start: number;
}

interface RawCode {
  readonly Kind: string;
  readonly Syntax: RawNode;
  readonly ResultType: RawSymbol | null;
  GetDiagnostics(): RawList<RawDiagnostic>;
  GetSyntaxDiagnostics(): RawList<RawDiagnostic>;
}

interface RawColumns extends RawList<RawColumn> {
  add(column: RawColumn): void;
  clear(): void;
}

type Constructor = new (...args: unknown[]) => RawSymbol;

export interface RawGlobals {
  WithDatabase(database: RawSymbol): RawGlobals;
}

interface RawLibrary {
  readonly KustoCode: {
    Parse(text: string, globals: RawGlobals): RawCode;
    ParseAndAnalyze(text: string, globals: RawGlobals): RawCode;
  };
  readonly GlobalState: { readonly Default: RawGlobals };
  readonly Binding: { readonly Binder: { UnifyColumnsWithSameNameAndType(columns: RawColumns): void } };
  readonly Symbols: {
    readonly ColumnSymbol: Constructor;
    readonly TableSymbol: { readonly $ctor4: Constructor };
    readonly DatabaseSymbol: { readonly ctor: Constructor };
    readonly ScalarTypes: Readonly<Record<string, RawSymbol>>;
  };
}

let loaded: RawLibrary | undefined;

/** The official Kusto library (Microsoft, MIT). Loaded at first use: it is large and takes about 0.3 s. */
export function kusto(): RawLibrary {
  if (loaded === undefined) {
    const require = createRequire(import.meta.url);
    require("@kusto/language-service-next/bridge.js");
    require("@kusto/language-service-next");
    loaded = (globalThis as unknown as { Kusto: { Language: RawLibrary } }).Kusto.Language;
    mendUnion(loaded);
  }
  return loaded;
}

/**
 * Release 12.4.1 forgets the other types of a column that two tables have with one type before another table has it with
 * another, and so gives a union `x` instead of `x_string` and `x_long`. It does not when it sees each type once.
 */
function mendUnion({ Binding: { Binder } }: RawLibrary): void {
  const unify = Binder.UnifyColumnsWithSameNameAndType;
  Binder.UnifyColumnsWithSameNameAndType = (columns) => {
    const seen = new Map<string, RawSymbol[]>();
    const kept: RawColumn[] = [];
    for (let i = 0; i < columns.Count; i++) {
      const column = columns.getItem(i);
      const types = seen.get(column.Name);
      if (types?.includes(column.Type)) continue;
      if (types === undefined) seen.set(column.Name, [column.Type]);
      else types.push(column.Type);
      kept.push(column);
    }
    columns.clear();
    for (const column of kept) columns.add(column);
    unify(columns);
  };
}

/** The class of a raw object, such as `BinaryExpression`. */
export function className(raw: RawNode): string {
  const name = (raw.constructor as unknown as { $$name?: string }).$$name ?? raw.$$name ?? "";
  return name.replace(/\$\d.*$/, "").replace(/^.*\./, "");
}
