import { KqlError } from "./errors.ts";

/** What DuckDB threw, as ours: `kql:<code>:<message>` is what the engine's own SQL raises. */
export function runtimeError(error: unknown): unknown {
  if (error instanceof KqlError || !(error instanceof Error)) return error;
  const match = /kql:(NotSupported|Runtime):([^"\n]*)/.exec(error.message);
  if (match === null) return new KqlError("Runtime", error.message);
  return new KqlError(match[1] === "Runtime" ? "Runtime" : "NotSupported", match[2] ?? "");
}
