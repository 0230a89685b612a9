import type { FilterOutcome, FilterPolicies, Lease, PolicyBundle, RunStatus } from "@logdoctor/shared-policies";
import type { Deps } from "../../deps.ts";
import { reportable } from "../../report-error.ts";
import { LeaseLost, WorkspaceError } from "../retain/ports.ts";
import type { FilterContext, WatchContext } from "./context.ts";
import { journalWithoutLease, openJournal } from "./journal.ts";
import { settleTable } from "./settle-table.ts";
import { isInForce, termsOfBundle, termsOfEntry } from "./terms.ts";
import { watchStanding } from "./watch-standing.ts";

export interface FilterInput {
  readonly lease: Lease;
  readonly bundle: PolicyBundle;
  /** Milliseconds; no work on another table starts after it. */
  readonly deadline: number;
  /** Asked right before rows begin to be dropped. Throws `LeaseLost` when superseded. */
  readonly permit: () => Promise<void>;
}

export interface FilterResult {
  readonly status: RunStatus;
  readonly outcome: FilterOutcome;
}

const none: FilterPolicies = {
  rules: [],
  sampling: [],
  approvedLosses: [],
  options: { dryRunDays: 7, dangerDropRate: 0.5, tolerance: 0.1, heldOutShare: 0.01 },
};

/**
 * One run of Filter: tries rules on history, puts proven ones into data collection rules, watches those that stand there, and takes
 * back what does not do as predicted. Throws `LeaseLost` when another instance has taken over.
 */
export async function filter(deps: Deps, { lease, bundle, deadline, permit }: FilterInput): Promise<FilterResult> {
  const { clock, log, state, settings } = deps;
  const { ceiling } = settings;
  const policies = bundle.policies.filter ?? none;
  const outcome: FilterOutcome = { queries: 0, dryRuns: [], certificates: [], tables: [], statistics: [] };
  const context: FilterContext = {
    ...{ clock, log, state, policies, outcome, deadline },
    workspace: counting(deps.filtering.workspace, outcome),
    collectionRules: deps.filtering.rules,
    ceiling,
    region: settings.region,
    journal: await openJournal(state, lease),
    watchersOf: (table) => deps.filtering.watchersOf(table, bundle),
    permit,
    terms: termsOfBundle({ policies, ceiling, clock }),
    seen: new Map(),
  };
  await watchStanding(context);
  let failed = 0;
  const tables = tablesOf(context);
  for (const table of tables) {
    if (clock.now().getTime() >= deadline) break;
    failed += Number(!(await settle(context, table)));
  }
  outcome.tables.push(...context.seen.values());
  return { status: failed > 0 && failed === tables.length ? "failed" : "succeeded", outcome };
}

/**
 * Watches on while there is no lease to be had: takes back what does not do as predicted and what has expired, and never applies
 * anything. It asks neither the provider nor its rules; what it did stands in the journal, and the next leased run reports it.
 */
export async function filterWithoutLease(
  deps: Pick<Deps, "clock" | "log" | "state" | "settings" | "filtering">,
): Promise<void> {
  const { clock, log, state, settings, filtering } = deps;
  if (filtering.rules.ids.length === 0) return;
  const journal = await journalWithoutLease(state);
  if (journal === undefined) return;
  const terms = termsOfEntry({ ceiling: settings.ceiling, clock });
  const seen: WatchContext["seen"] = new Map();
  const { rules: collectionRules, workspace } = filtering;
  await watchStanding({ clock, log, state, collectionRules, workspace, journal, terms, seen });
  log("filter.offline", { flows: seen.size });
}

/** Tables that rules are for. */
function tablesOf({ policies }: FilterContext): string[] {
  const wanted = policies.rules.flatMap(({ table }) => (table === undefined ? [] : [table]));
  return [...new Set(wanted)].toSorted();
}

async function settle(context: FilterContext, table: string): Promise<boolean> {
  try {
    const facts = await context.workspace.table(table);
    if (facts === undefined) throw new WorkspaceError("missing", `The workspace has no table ${table}.`);
    const rules = context.policies.rules.filter((rule) => rule.table === table);
    const testing = rules.filter(({ state }) => state === "Testing");
    await settleTable(context, { table, ...facts, inForce: rules.filter(isInForce), testing });
    return true;
  } catch (error) {
    if (error instanceof LeaseLost) throw error;
    // One table that fails, for whatever reason, must not leave the others unwatched.
    const detail = reportable(error).slice(0, 400);
    context.log("filter.table.failed", { table, error: String(error) });
    context.outcome.tables.push({ table, collectionRule: "", state: "failed", detail, ruleIds: [] });
    return false;
  }
}

function counting(workspace: FilterContext["workspace"], outcome: FilterOutcome): FilterContext["workspace"] {
  return {
    table: (name) => workspace.table(name),
    rows: (kql) => {
      outcome.queries += 1;
      return workspace.rows(kql);
    },
  };
}
