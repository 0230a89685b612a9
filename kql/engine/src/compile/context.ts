import type { KqlNode, Position } from "@logdoctor/kql/syntax";
import { positionAt } from "@logdoctor/kql/syntax";
import { KqlError, type KqlErrorCode } from "../errors.ts";
import type { Column, QueryOptions } from "../types.ts";
import type { Expr } from "./expr.ts";
import type { Names } from "./names.ts";
import type { Relation } from "./relation.ts";
import type { Shortcut } from "./shortcut.ts";

export interface StoredTable {
  readonly name: string;
  /** The table's name in DuckDB; column i is `c<i>`, the hidden ingestion time `ingested`. */
  readonly physical: string;
  readonly columns: readonly Column[];
}

export interface Alias {
  /** Where the `as` stands. */
  readonly offset: number;
  readonly rows: () => Relation;
}

/** What `materialize` made. */
export interface Shared {
  /** Where the call stands, and what its names stood for. */
  readonly offset: number;
  readonly names: Names | undefined;
  /** Its name in SQL, and what it stands for. */
  readonly name: string;
  readonly rows: Relation;
}

/** What one compilation shares. */
export interface Context {
  readonly text: string;
  readonly tables: ReadonlyMap<string, StoredTable>;
  readonly options: QueryOptions;
  /** Names of `let` and parameters, innermost first. */
  readonly names: Names | undefined;
  /** Names that `as` gave, anywhere in the query. */
  readonly aliases: Map<string, Alias>;
  /** Rows that are computed once, whatever the number of their uses, in the order of their making. */
  readonly shared: Shared[];
  /** Counts what was compiled so far; the one of the whole query. */
  readonly work: { done: number };
  /** Cheaper ways that the end of the compilation may take; the ones of the whole query. */
  readonly shortcuts: Shortcut[];
  /** How many calls of the text's own functions are open. */
  readonly depth: number;
  /** A column name that nothing else in this query uses. */
  fresh(): string;
}

/** Where an expression stands: the rows it may read, if any. */
export interface Scope {
  readonly context: Context;
  readonly relation?: Relation;
  /** Compiles calls that mean something at this place only: aggregates in summarize, window functions over ordered rows. */
  readonly call?: (node: KqlNode, name: string, scope: Scope) => Expr | undefined;
  /** Compiles paths that mean something at this place only: the state of scan's steps. */
  readonly path?: (node: KqlNode) => Expr | undefined;
}

export function createContext(text: string, tables: ReadonlyMap<string, StoredTable>, options: QueryOptions): Context {
  let counter = 0;
  return {
    text,
    tables,
    options,
    names: undefined,
    aliases: new Map(),
    shared: [],
    work: { done: 0 },
    shortcuts: [],
    depth: 0,
    fresh: () => `x${counter++}`,
  };
}

/** The error to throw for `node`; NotSupported unless told otherwise. */
export function refuse(
  context: Context,
  node: KqlNode,
  message: string,
  code: KqlErrorCode = "NotSupported",
): KqlError {
  const position: Position = positionAt(context.text, node.offset);
  return new KqlError(code, `${message} (line ${position.line}, column ${position.column})`, position);
}
