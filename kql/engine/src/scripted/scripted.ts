import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  DuckDBScalarFunction,
  type DuckDBType,
  INTEGER,
  VARCHAR,
} from "@duckdb/node-api";
import { KqlError } from "../errors.ts";

/** A value as DuckDB hands it over: see README, "Representations". */
export type Cell = string | bigint | number | boolean | null;
export type CellType = "VARCHAR" | "BIGINT" | "INTEGER" | "DOUBLE" | "BOOLEAN";

/**
 * A function of SQL that is written in TypeScript: for what SQL says badly or not exactly. About ten times slower than
 * SQL of its own, so what stands in hot filters is better a macro. It sees nulls, and has no state.
 */
export interface Scripted {
  readonly name: string;
  readonly parameters: readonly CellType[];
  readonly returns: CellType;
  /** One row's arguments -> its value. What it throws ends the query; a KqlError keeps its code. */
  readonly call: (...args: Cell[]) => Cell;
}

const TYPES: Readonly<Record<CellType, DuckDBType>> = { VARCHAR, BIGINT, INTEGER, DOUBLE, BOOLEAN };

/** Makes the functions known to every connection of the database. */
export function registerScripted(connection: DuckDBConnection, functions: readonly Scripted[]): void {
  for (const scripted of functions) connection.registerScalarFunction(native(scripted));
}

function native({ name, parameters, returns, call }: Scripted): DuckDBScalarFunction {
  return DuckDBScalarFunction.create({
    name,
    parameterTypes: parameters.map((type) => TYPES[type]),
    returnType: TYPES[returns],
    // Without it DuckDB answers null for a null argument by itself.
    specialHandling: true,
    mainFunction: (info, input, output) => {
      const vectors = parameters.map((_, i) => input.getColumnVector(i));
      try {
        for (let row = 0; row < input.rowCount; row++)
          output.setItem(row, call(...vectors.map((vector) => vector.getItem(row) as Cell)));
      } catch (error) {
        info.setError(errorText(error));
        return;
      }
      output.flush();
    },
  });
}

function errorText(error: unknown): string {
  if (error instanceof KqlError) return `kql:${error.code}:${error.message}`;
  return `kql:Runtime:${error instanceof Error ? error.message : String(error)}`;
}
