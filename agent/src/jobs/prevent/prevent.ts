import {
  type Lease,
  type PolicyBundle,
  type PreventOutcome,
  priceBookFor,
  type RunStatus,
} from "@logdoctor/shared-policies";
import type { Deps } from "../../deps.ts";
import type { PreventContext } from "./context.ts";
import { effectiveRules } from "./effective-rules.ts";
import { openJournal } from "./journal.ts";
import { type PreventLimits, preventLimits } from "./limits.ts";
import { outcomeOf } from "./outcome.ts";
import { readWorkspace } from "./read-workspace.ts";
import { tableUses } from "./table-use.ts";
import { openTemplates } from "./template-memory.ts";
import { unusedFindings, usedVolumes } from "./unused-tables.ts";
import { knownAfter } from "./watched.ts";

export interface PreventInput {
  readonly lease: Lease;
  readonly bundle: PolicyBundle;
  readonly deadline: number;
  readonly limits?: PreventLimits;
}

export interface PreventResult {
  readonly status: RunStatus;
  readonly outcome: PreventOutcome;
}

/**
 * One run of Prevent: reads what came in since the last one, a day at most, and tells what of it need not have been logged.
 * It changes nothing. A run that is repeated reports the same. Throws `LeaseLost` when another instance has taken over.
 */
export async function prevent(deps: Deps, { lease, bundle, deadline, limits }: PreventInput): Promise<PreventResult> {
  const journal = await openJournal(deps.state, lease);
  if (journal.doc.done !== undefined) return journal.doc.done;
  const kit = await deps.openRules();
  const { rules, broken } = await effectiveRules(kit, bundle.policies.prevent);
  const context: PreventContext = {
    clock: deps.clock,
    log: deps.log,
    workspace: deps.prevention,
    limits: limits ?? preventLimits,
    deadline,
    rules,
    refused: broken,
    broken: new Map(),
    spent: { queries: 0 },
  };
  // Not later than the lease: an agent whose clock runs ahead must not count as read what has yet to come.
  const to = Math.min(deps.clock.now().getTime(), Date.parse(lease.period.to)) - context.limits.settleMs;
  const prices = priceBookFor(deps.settings.region, deps.clock.now());
  const memory = await openTemplates(deps.state, kit, deps.log);
  const reading = { kit, journal, to, since: Date.parse(lease.period.from) };
  const { gathered, tables, window, failed } = await readWorkspace(context, reading, {
    templates: memory.templates,
    prices,
    known: new Set(journal.doc.known.map(({ id }) => id)),
  });
  const uses = await tableUses(context, tables, kit);
  const days = context.limits.unusedDays;
  const unused = rules.filter(({ subject }) => subject === "table");
  for (const rule of unused) gathered.findings.push(...unusedFindings(rule, uses, { tables, window, prices, days }));
  const known = new Set(journal.doc.known.map(({ id }) => id));
  const watched = unused
    .flatMap((rule) => usedVolumes(rule, uses, window))
    .filter(({ findingId }) => known.has(findingId));
  const done: PreventResult = {
    status: failed ? "failed" : "succeeded",
    outcome: outcomeOf(context, gathered, { window, uses, watched }),
  };
  await memory.save();
  journal.doc.known = knownAfter(journal.doc.known, done.outcome, context.limits);
  journal.doc.done = done;
  await journal.save();
  return done;
}
