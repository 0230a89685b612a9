import { hash } from "node:crypto";
import { type FilterOutcome, type FilterStop, filterStopsOf, teamOfFinding } from "@logdoctor/shared-policies";
import type { AgentContext } from "../agents/as-agent.ts";
import { alertSettingsOf } from "../alerts/alert-settings-store.ts";
import type { Write } from "../documents/document-store.ts";
import { filtersOf, inForceSince } from "../filter-rules/filter-store.ts";
import { judgedFilters } from "../filter-rules/judge-filters.ts";
import { enqueue } from "../outbox/outbox-store.ts";
import { findFilterCard, newFilterCard } from "./filter-card-store.ts";

/** Where more teams than these would be told by one report, their default team is told all of it. */
const maxCards = 5;

/**
 * The writes that owe people the news of what a report stops: one card for each team, routed by the data collection rule, at any hour.
 * They go into the transaction that records the report. A card's id is made of what stopped and since when it had been in force, so
 * that of a stop that is reported again nobody is told again.
 */
export async function filterNews(ctx: AgentContext, outcome: FilterOutcome): Promise<Write[]> {
  const { deps, tenantId, now } = ctx;
  const filters = await filtersOf(deps.documents, tenantId);
  const judged = judgedFilters(ctx, filters, outcome);
  const stops = filterStopsOf(judged.map(({ read, step }) => ({ rule: read.body.rule, step })));
  if (stops.length === 0) return [];
  const since = new Map(judged.map(({ read }) => [read.id, inForceSince(read.body)]));
  const writes: Write[] = [];
  for (const [teamId, some] of await byTeam(ctx, stops)) {
    const id = cardIdOf(some, since);
    if ((await findFilterCard(deps.documents, tenantId, id)) !== undefined) continue;
    writes.push(
      newFilterCard({ id, teamId, at: now.toISOString(), stops: some }, now),
      enqueue({ id: `out_${deps.randomId()}`, filterCardId: id, kind: "opened", now }),
    );
  }
  return writes;
}

async function byTeam(
  { deps, tenantId }: AgentContext,
  stops: readonly FilterStop[],
): Promise<ReadonlyMap<string, readonly FilterStop[]>> {
  const settings = await alertSettingsOf(deps.documents, tenantId);
  const groups = Map.groupBy(stops, ({ collectionRule }) => teamOfFinding(settings, { resource: collectionRule }).id);
  return groups.size > maxCards ? new Map([[settings.defaultTeam, stops]]) : groups;
}

function cardIdOf(stops: readonly FilterStop[], since: ReadonlyMap<string, string>): string {
  const named = stops.map(({ table, cause, rules }) => [table, cause, rules.map(({ id }) => [id, since.get(id)])]);
  return `flc_${hash("sha256", JSON.stringify(named), "base64url")}`;
}
