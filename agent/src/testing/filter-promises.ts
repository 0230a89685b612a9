import type { FilteredTable } from "@logdoctor/shared-policies";
import { FilterJournal, journalName } from "../jobs/filter/journal.ts";
import type { Evidence } from "./filter-process.ts";
import {
  type Document,
  type FilterTenant,
  firstRuleId,
  secondRuleId,
  stripped,
  textsIn,
  tokensOf,
} from "./filter-tenant.ts";

const ids = [firstRuleId, secondRuleId];
const fingerprint = /filter\/1\/[a-z]+\/([0-9a-f]{8})"/;

function journalOf({ world }: FilterTenant): FilterJournal["applied"] {
  const stored = world.state.get(journalName);
  if (stored === undefined) return [];
  return FilterJournal.parse(JSON.parse(Buffer.from(stored.bytes).toString("utf8"))).applied;
}

/** A write to Azure: every promise about what may begin to drop rows is checked here. */
export function watchWrite(
  tenant: FilterTenant,
  evidence: Evidence,
  { id, before, next }: { id: string; before: Document | undefined; next: Document },
): void {
  const say = (what: string) => tenant.broken.push(what);
  evidence.writes += 1;
  const had = textsIn(before).join();
  const [ours = ""] = textsIn(next);
  if (ours === "") {
    if (had !== "" && evidence.bad.has(id)) tenant.takenBack.add(`${id} ${fingerprint.exec(had)?.[1]}`);
    return;
  }
  if (had === ours) return void say(`${id} was written without need`);
  const tokens = tokensOf(ours);
  const { limits, policies, world, dropShare, lost } = tenant;
  const at = world.clock.now().getTime();
  const inForce = policies.rules.filter(
    ({ state, expiresAt }) => ["Active", "Monitoring"].includes(state ?? "") && !(Date.parse(expiresAt ?? "") <= at),
  );
  if (tokensOf(JSON.stringify(inForce)) !== tokens) say(`${tokens} was written, other rules are in force`);
  if (!evidence.dryRuns.has(tokens)) say(`${tokens} was written without a dry run of it`);
  if (!evidence.replays.has(tokens)) say(`${tokens} was written without a certificate of it`);
  if (!evidence.permitted) say(`${tokens} was written without permission`);
  evidence.permitted = false;
  if (limits.dryRunOnly === true || (limits.protectedTables ?? []).length > 0)
    say(`${tokens} was written beyond the ceiling`);
  if (dropShare > 0.8) say(`${tokens} was written though it drops too much`);
  if (lost > 0 && policies.approvedLosses.length === 0) say(`${tokens} was written though somebody loses rows`);
  const mark = fingerprint.exec(ours)?.[1] ?? "";
  const entries = journalOf(tenant).filter((one) => one.collectionRule === id && one.fingerprint === mark);
  if (!entries.some(({ state }) => state !== "reverted")) say(`${tokens} was written and the journal does not know`);
  if (entries.some(({ state }) => state === "reverted") || tenant.takenBack.has(`${id} ${mark}`))
    say(`${tokens} was taken back and written again`);
}

/** What is the customer's is the customer's, at every moment. */
export function watchTheirs(tenant: FilterTenant): void {
  for (const id of ids) {
    if (tenant.damaged.has(id)) continue;
    const now = tenant.stored.get(id);
    const own = tenant.theirs.get(id);
    const has = JSON.stringify(now === undefined ? undefined : stripped(now));
    if (has !== JSON.stringify(own)) tenant.broken.push(`${id}: ${has}\nis not the customer's\n${JSON.stringify(own)}`);
  }
}

/** What stands after a run to which nothing happened is known, wanted, and does as predicted. */
export function watchStandingTexts(
  tenant: FilterTenant,
  evidence: Evidence,
  before: ReadonlyMap<string, string>,
): void {
  const at = tenant.world.clock.now().getTime();
  const { limits } = tenant;
  for (const [id, text] of standingTexts(tenant)) {
    const mark = fingerprint.exec(text)?.[1];
    const live = journalOf(tenant).find((one) => one.collectionRule === id && one.state !== "reverted");
    if (live?.fingerprint !== mark) tenant.broken.push(`${id} has ${mark}, the journal ${live?.fingerprint}`);
    if (Date.parse(live?.expiresAt ?? "") <= at) tenant.broken.push(`${id} has a filter that expired`);
    if (evidence.bad.has(id) && before.get(id) === text) tenant.broken.push(`${id} has a filter that goes wrong`);
    if (limits.dryRunOnly === true || (limits.protectedTables ?? []).length > 0)
      tenant.broken.push(`${id} has a filter beyond the ceiling`);
  }
}

/** Texts of ours by rule, where nobody has spoiled them. */
export function standingTexts({ stored, damaged }: FilterTenant): Map<string, string> {
  const all = ids.flatMap((id) => {
    const [text] = textsIn(stored.get(id));
    return text === undefined || damaged.has(id) ? [] : [[id, text] as const];
  });
  return new Map(all);
}

/** A report says what is in Azure, neither more nor less. */
export function watchReport(tenant: FilterTenant, tables: readonly FilteredTable[], isWhole: boolean): void {
  const standing = standingTexts(tenant);
  for (const one of tables) {
    if (one.collectionRule === "" || one.state === "failed" || tenant.damaged.has(one.collectionRule)) continue;
    const { state, ruleIds } = one;
    const text = standing.get(one.collectionRule);
    const stands = state === "pending" || state === "verified";
    if (stands !== (text !== undefined)) tenant.broken.push(`reported as ${state}, and there is ${text}`);
    if (!stands && ruleIds.length > 0) tenant.broken.push(`reported as ${state} with ${ruleIds}`);
    if (isWhole && stands && tokensOf(text ?? "") !== valuesOf(tenant, ruleIds))
      tenant.broken.push(`${ruleIds} reported of ${text}`);
  }
  for (const id of new Set([...standing.keys(), ...tenant.damaged])) {
    if (!tables.some(({ collectionRule }) => collectionRule === id) && textsIn(tenant.stored.get(id)).length > 0)
      tenant.broken.push(`${id} has a filter of which nothing is reported`);
  }
}

function valuesOf({ policies }: FilterTenant, ruleIds: readonly string[]): string {
  return tokensOf(JSON.stringify(policies.rules.filter(({ id }) => ruleIds.includes(id))));
}
