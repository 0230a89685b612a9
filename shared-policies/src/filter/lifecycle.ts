import { z } from "zod";
import { Instant } from "../ids.ts";
import { FilterState } from "./documents.ts";

/** What moves a rule through the plan's lifecycle (4-5). */
export const FilterAction = z.enum([
  "dryRun",
  "reject",
  "activate",
  "monitor",
  "settle",
  "flag",
  "readjust",
  "disable",
  "reuse",
]);
export type FilterAction = z.infer<typeof FilterAction>;

/** Who did it: a person, the agent by what it saw, or the provider's clock. */
export const FilterActor = z.object({
  kind: z.enum(["person", "agent", "provider"]),
  id: z.string().min(1).max(200),
  /** Of a person, as their token had it then. */
  name: z.string().max(200).optional(),
});
export type FilterActor = z.infer<typeof FilterActor>;

export const FilterStep = z.object({
  from: FilterState,
  to: FilterState,
  action: FilterAction,
  actor: FilterActor,
  at: Instant,
  reason: z.string().max(500),
});
export type FilterStep = z.infer<typeof FilterStep>;

// `flag` leads from Active too: the first look at a rule that was just applied may be the one that sees it go wrong, and a rule
// that expires or drops too much must not wait for a state in between.
const STEPS: Readonly<Record<FilterState, Partial<Record<FilterAction, FilterState>>>> = {
  Draft: { dryRun: "Testing" },
  Testing: { activate: "Active", reject: "Draft" },
  Active: { monitor: "Monitoring", flag: "Review" },
  Monitoring: { settle: "Active", flag: "Review" },
  Review: { readjust: "Active", disable: "Disabled" },
  Disabled: { reuse: "Draft" },
};

const PEOPLE = ["person"] as const;
const WATCHERS = ["agent", "provider"] as const;

/** Who may take a step: what makes a rule drop rows is a person's to decide, what stops it anybody's. */
const ACTORS: Readonly<Record<FilterAction, readonly FilterActor["kind"][]>> = {
  dryRun: ["person", ...WATCHERS],
  reject: ["person", ...WATCHERS],
  activate: PEOPLE,
  monitor: WATCHERS,
  settle: WATCHERS,
  flag: ["person", ...WATCHERS],
  readjust: PEOPLE,
  disable: PEOPLE,
  reuse: PEOPLE,
};

const REASONED: readonly FilterAction[] = ["reject", "flag", "readjust", "disable"];

export type FilterMove =
  | { readonly status: "moved"; readonly step: FilterStep }
  | { readonly status: "refused"; readonly refusal: "no-such-step" | "not-yours" | "reason-missing" };

/** One step of the lifecycle, or why there is none. The rule's new state is the step's `to`. */
export function moveFilterRule(state: FilterState, asked: Omit<FilterStep, "from" | "to">): FilterMove {
  const to = STEPS[state][asked.action];
  if (to === undefined) return { status: "refused", refusal: "no-such-step" };
  if (!ACTORS[asked.action].includes(asked.actor.kind)) return { status: "refused", refusal: "not-yours" };
  const reason = asked.reason.trim();
  if (reason === "" && REASONED.includes(asked.action)) return { status: "refused", refusal: "reason-missing" };
  return { status: "moved", step: { from: state, to, ...asked, reason } };
}

/** What a person may do with a rule, in the order of the lifecycle. */
export function filterActionsOf(state: FilterState): FilterAction[] {
  return FilterAction.options.filter(
    (action) => STEPS[state][action] !== undefined && ACTORS[action].includes("person"),
  );
}

/** Whether the rule drops rows in this state, expiry aside. A rule in review does not: somebody is to look first. */
export function dropsRows(state: FilterState): boolean {
  return state === "Active" || state === "Monitoring";
}

/** Whether the rule may be deleted for good. */
export function mayBeDeleted(state: FilterState): boolean {
  return state === "Draft" || state === "Disabled";
}
