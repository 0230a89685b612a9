import type { ActiveRule } from "@logdoctor/kql-prevent";
import type { BrokenRule } from "@logdoctor/shared-policies";
import type { Clock, Log } from "../../deps.ts";
import type { PreventLimits } from "./limits.ts";
import type { PreventWorkspace } from "./ports.ts";

/** Everything one reading of a workspace works with. */
export interface PreventContext {
  readonly clock: Clock;
  readonly log: Log;
  readonly workspace: PreventWorkspace;
  readonly limits: PreventLimits;
  /** Milliseconds; no query starts after it. */
  readonly deadline: number;
  readonly rules: readonly ActiveRule[];
  /** Rules that are not among `rules`, since they are none. */
  readonly refused: readonly BrokenRule[];
  /** Rules that broke a query, by id; they are left out from then on. */
  readonly broken: Map<string, BrokenRule>;
  /** Queries that were made. */
  readonly spent: { queries: number };
}

/** The rules that were not found broken. */
export function soundRules({ rules, broken }: PreventContext): ActiveRule[] {
  return rules.filter(({ id }) => !broken.has(id));
}

/** Whether `queries` more may be asked in this run. */
export function mayAsk({ spent, limits, clock, deadline }: PreventContext, queries = 1): boolean {
  return spent.queries + queries <= limits.queries && clock.now().getTime() < deadline;
}
