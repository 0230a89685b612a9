import { KqlError } from "./errors.ts";

/** Limits of DuckDB, met by what this engine does not claim to answer. */
const KNOWN: readonly [pattern: RegExp, message: string][] = [
  [/Max expression depth limit/, "The query is nested too deeply"],
  [/^Conversion Error: Type INT128 with value \S+ can't be cast/, "A timespan beyond its range is not proven"],
];

/** What DuckDB threw, as ours: `kql:<code>:<message>` is what the engine's own SQL raises. */
export function runtimeError(error: unknown): unknown {
  // An error of a class of its own is that of whoever gave the rows; DuckDB's are plain ones.
  if (!(error instanceof Error) || error.constructor !== Error) return error;
  const known = KNOWN.find(([pattern]) => pattern.test(error.message));
  if (known !== undefined) return new KqlError("NotSupported", known[1]);
  const match = /kql:(NotSupported|Runtime):([^"\n]*)/.exec(error.message);
  if (match === null) return new KqlError("Runtime", error.message);
  return new KqlError(match[1] === "Runtime" ? "Runtime" : "NotSupported", match[2] ?? "");
}
