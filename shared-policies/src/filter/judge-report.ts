import { z } from "zod";
import type { FilterRule } from "./documents.ts";
import { dropsRows, type FilterAction } from "./lifecycle.ts";
import type { CoverageCertificate, DryRun, FilteredTable, FilterOutcome, FilterRefusal } from "./outcome.ts";

/** Why rules stop dropping rows without a person's word. `refused`: nothing was written, or somebody has edited what was. */
export const StopCause = z.enum(["reverted", "refused", "expired"]);
export type StopCause = z.infer<typeof StopCause>;

export interface JudgedStep {
  readonly action: FilterAction;
  readonly reason: string;
  /** Of a rule that is to stop, with what the report says of it in Azure. */
  readonly stop?: { readonly cause: StopCause; readonly seen: FilteredTable | undefined };
}

/** Refusals that the next run tries again by itself. */
const passing: ReadonlySet<FilterRefusal> = new Set(["changed-meanwhile", "not-kept"]);

/**
 * The step that a run's report makes a rule take, if any. A dangerous dry run sends a rule under test back; a rule that drops rows goes
 * to review when it was taken back, refused, or has expired.
 */
export function judgeReport(
  rule: Pick<FilterRule, "id" | "state" | "table" | "expiresAt">,
  outcome: FilterOutcome,
  now: Date,
): JudgedStep | undefined {
  const tables = outcome.tables.filter(({ table }) => table === rule.table);
  if (rule.state === "Testing") return judgeTest(rule, outcome, tables);
  if (rule.state === undefined || !dropsRows(rule.state)) return undefined;
  if (isExpired(rule, now)) return stopped("expired", tables[0], "The rule has expired.");
  const wrong = tables.find((one) => isWrong(one) && isAbout(one, rule.id));
  if (wrong !== undefined) {
    const cause = wrong.state === "reverted" ? "reverted" : "refused";
    return stopped(cause, wrong, cut(wrong.detail, wrong.refusal ?? wrong.state));
  }
  const seen = tables.find(({ ruleIds }) => ruleIds.includes(rule.id));
  if (seen?.state === "pending" && rule.state === "Active") return { action: "monitor", reason: "" };
  if (seen?.state === "verified" && rule.state === "Monitoring") return { action: "settle", reason: "" };
  return undefined;
}

export function isExpired({ expiresAt }: Pick<FilterRule, "expiresAt">, now: Date): boolean {
  return expiresAt !== undefined && Date.parse(expiresAt) <= now.getTime();
}

function judgeTest(
  { id, table }: Pick<FilterRule, "id" | "table">,
  { dryRuns }: FilterOutcome,
  tables: readonly FilteredTable[],
): JudgedStep | undefined {
  const run = dryRuns.find((one) => one.table === table && one.rules.some(({ ruleId }) => ruleId === id));
  if (run?.dangerous === true) {
    const share = run.rows === 0 ? 0 : (run.dropped / run.rows) * 100;
    return { action: "reject", reason: `The dry run would have dropped ${share.toFixed(1)} % of the rows.` };
  }
  const refused = tables.find(({ state, ruleIds }) => state === "refused" && ruleIds.includes(id));
  return refused === undefined ? undefined : { action: "reject", reason: cut(refused.detail, refused.refusal ?? "") };
}

function stopped(cause: StopCause, seen: FilteredTable | undefined, reason: string): JudgedStep {
  return { action: "flag", reason, stop: { cause, seen } };
}

function isWrong({ state, refusal }: FilteredTable): boolean {
  return state === "reverted" || (state === "refused" && isFinal(refusal));
}

/** An entry that names no rules is about all rules of its table. */
function isAbout({ ruleIds }: FilteredTable, ruleId: string): boolean {
  return ruleIds.length === 0 || ruleIds.includes(ruleId);
}

function isFinal(refusal: FilterRefusal | undefined): boolean {
  return refusal !== undefined && !passing.has(refusal);
}

function cut(detail: string, otherwise: string): string {
  return (detail === "" ? otherwise : detail).slice(0, 500);
}

/**
 * `beside-not-approved`: a rule in force beside it lacks an approval, and agents refuse them together. `taken-back`: the agent took it back, with these very rules beside it, and does not apply the same again.
 */
export const FilterBlock = z.enum([
  "no-dry-run",
  "dangerous",
  "no-certificate",
  "loss-not-approved",
  "beside-not-approved",
  "taken-back",
]);
export type FilterBlock = z.infer<typeof FilterBlock>;

export interface Evidence {
  readonly dryRun: DryRun | undefined;
  readonly certificate: CoverageCertificate | undefined;
  /** Ids of watchers whose loss a person took upon them for this rule. */
  readonly approved: readonly string[];
  /** When the rule as it is now was given to be tested; ISO. Older evidence is of another rule. */
  readonly testedAt: string | undefined;
}

/** What still stands between a rule and dropping rows. */
export function blocksOf(ruleId: string, { dryRun, certificate, approved, testedAt }: Evidence): FilterBlock[] {
  const since = testedAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(testedAt);
  const run = dryRun?.rules.some((one) => one.ruleId === ruleId) && Date.parse(dryRun.to) >= since ? dryRun : undefined;
  const proof =
    certificate?.rules.some((one) => one.ruleId === ruleId) && Date.parse(certificate.issuedAt) >= since
      ? certificate
      : undefined;
  const open = (proof?.watchers ?? []).some(
    ({ id, verdict }) => (verdict === "lost" || verdict === "unknown") && !approved.includes(id),
  );
  return [
    ...(run === undefined ? (["no-dry-run"] as const) : []),
    ...(run?.dangerous === true ? (["dangerous"] as const) : []),
    ...(proof === undefined ? (["no-certificate"] as const) : []),
    ...(open ? (["loss-not-approved"] as const) : []),
  ];
}
