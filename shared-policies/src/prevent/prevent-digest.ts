import { z } from "zod";
import type { Week } from "../detect/digest.ts";
import { DocumentId, TableName } from "../ids.ts";
import { PreventFinding, RecommendedChange } from "./finding.ts";
import { MeasuredSaving, measureSaving } from "./measure-saving.ts";
import { compareCost, isIgnored } from "./move-violation.ts";
import type { PreventRun } from "./prevent-run.ts";
import type { Violation } from "./violation.ts";
import { isOpenViolation, ViolationState } from "./violation-state.ts";

/** A finding as the digest names it. */
export const DigestFinding = z.object({
  findingId: PreventFinding.shape.id,
  ruleId: DocumentId,
  table: TableName,
  resource: z.string(),
  service: z.string().optional(),
  template: z.string().optional(),
  subject: z.string().optional(),
  state: ViolationState,
  perHour: z.number(),
  gbPerMonth: z.number(),
  usdPerMonth: z.number().optional(),
  change: RecommendedChange,
});
export type DigestFinding = z.infer<typeof DigestFinding>;

/** Prevent's part of a week. */
export const PreventDigest = z.object({
  changed: z.object({
    appeared: z.int(),
    cameBack: z.int(),
    wentAway: z.int(),
    escalated: z.int(),
    open: z.int(),
  }),
  /** Of all that is open. */
  gbPerMonth: z.number(),
  usdPerMonth: z.number().optional(),
  /** The open findings that cost most. */
  top: z.array(DigestFinding).max(5),
  /** What was changed, with what it saved; what saved most first. */
  fixed: z.array(DigestFinding.extend({ saving: MeasuredSaving })).max(20),
  /** Over all that was changed and measured. */
  saved: z.object({ gbPerMonth: z.number(), usdPerMonth: z.number().optional() }),
  /** Changed, and not measured yet. */
  unmeasured: z.int(),
});
export type PreventDigest = z.infer<typeof PreventDigest>;

/** How long before a week a change may lie to be told in it: runs have to measure what came after. */
const measuredWithinMs = 7 * 24 * 3_600_000;
const maxFixed = 20;

export interface DigestSource {
  readonly violations: readonly Violation[];
  /** Of the week, the one before it and the one before that. */
  readonly runs: readonly PreventRun[];
  readonly week: Week;
}

/** What changed in a week, what costs most, and what changes saved by the volume that runs measured. */
export function preventDigestOf({ violations, runs, week }: DigestSource): PreventDigest {
  const open = violations
    .filter((violation) => isOpenViolation(violation.state) && !isIgnored(violation, week.to))
    .toSorted(compareCost);
  const changes = violations.flatMap((violation) => changeOf(violation, week));
  const measured = changes.flatMap(({ violation, at }) => {
    const saving = measureSaving(violation.finding, at, runs);
    return saving === undefined ? [] : [{ ...digestFindingOf(violation), saving }];
  });
  const inOrder = measured.toSorted((a, b) => b.saving.gbPerMonth - a.saving.gbPerMonth);
  return {
    changed: changedIn(violations, week),
    ...summed(open.map(({ finding }) => finding)),
    top: open.slice(0, 5).map(digestFindingOf),
    fixed: inOrder.slice(0, maxFixed),
    saved: summed(measured.map(({ saving }) => saving)),
    unmeasured: changes.length - measured.length,
  };
}

function digestFindingOf({ finding, state }: Violation): DigestFinding {
  const { id, ruleId, table, resource, service, template, subject, perHour, gbPerMonth, usdPerMonth, change } = finding;
  return {
    ...{ findingId: id, ruleId, table, resource, state, perHour, gbPerMonth, change },
    ...(service === undefined ? {} : { service }),
    ...(template === undefined ? {} : { template: template.slice(0, 300) }),
    ...(subject === undefined ? {} : { subject }),
    ...(usdPerMonth === undefined ? {} : { usdPerMonth }),
  };
}

interface Change {
  readonly violation: Violation;
  readonly at: string;
}

/** The last change of a finding's cause, where it lies in the week or shortly before it. */
function changeOf(violation: Violation, { from, to }: Week): Change[] {
  const { actedAt, state } = violation;
  if (actedAt === undefined || (state !== "Clean" && state !== "ActionTaken")) return [];
  const at = Date.parse(actedAt);
  return at >= from.getTime() - measuredWithinMs && at < to.getTime() ? [{ violation, at: actedAt }] : [];
}

function changedIn(violations: readonly Violation[], week: Week): PreventDigest["changed"] {
  const isIn = (at: string): boolean => Date.parse(at) >= week.from.getTime() && Date.parse(at) < week.to.getTime();
  const count = (test: (violation: Violation) => boolean): number => violations.filter(test).length;
  const steps = ({ transitions }: Violation) => transitions.filter(({ at }) => isIn(at));
  const isBorn = ({ firstReportedAt }: Violation): boolean => isIn(firstReportedAt);
  return {
    appeared: count(isBorn),
    cameBack: count(
      (one) => !isBorn(one) && steps(one).some(({ from, step }) => from === "Clean" && step === "recheck"),
    ),
    wentAway: count((one) => steps(one).some(({ to }) => to === "Clean") && one.state === "Clean"),
    escalated: count((one) => steps(one).some(({ step }) => step === "escalate")),
    open: count(({ state }) => isOpenViolation(state)),
  };
}

interface Cost {
  readonly gbPerMonth: number;
  readonly usdPerMonth?: number | undefined;
}

// Money is told as far as it is known.
function summed(costs: readonly Cost[]): Cost & { gbPerMonth: number } {
  const gbPerMonth = costs.reduce((sum, cost) => sum + cost.gbPerMonth, 0);
  const known = costs.flatMap(({ usdPerMonth }) => (usdPerMonth === undefined ? [] : [usdPerMonth]));
  return known.length === 0 ? { gbPerMonth } : { gbPerMonth, usdPerMonth: known.reduce((sum, usd) => sum + usd, 0) };
}
