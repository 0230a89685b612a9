import { ProblemError } from "@logdoctor/shared-policies";
import { QueryBodyError } from "./archive/split-rows.ts";
import { LeaseLost, StateConflict, WorkspaceError } from "./jobs/retain/ports.ts";
import { NotProven } from "./jobs/retain/window-target.ts";

/** Errors whose text the agent or Azure wrote about resources, never about the contents of rows. */
const speakable = [WorkspaceError, NotProven, QueryBodyError, LeaseLost, StateConflict, ProblemError];

/**
 * What the provider may learn of an error. A library's own message can quote a value of a log row (DuckDB does when a
 * conversion fails), so only its kind leaves the tenant; the whole text is in the agent's own log.
 */
export function reportable(error: unknown): string {
  if (!(error instanceof Error)) return "An unexpected failure; the agent's log has the details.";
  if (speakable.some((kind) => error instanceof kind)) return error.message;
  return `An unexpected failure (${error.name}); the agent's log has the details.`;
}
