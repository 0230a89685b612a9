import {
  briefOf,
  type DetectionFinding,
  type IncidentRecord,
  knows,
  opensIncident,
  type RunReport,
} from "@logdoctor/shared-policies";
import type { AgentContext } from "../agents/as-agent.ts";
import type { Stored, Write } from "../documents/document-store.ts";
import { writeFindings } from "../findings/finding-store.ts";
import { enqueue } from "../outbox/outbox-store.ts";
import { findGroup, findIncident, groupIdOf, writeGroup, writeIncident } from "./incident-store.ts";
import { type Opener, type Placed, placeAll } from "./place-group.ts";
import { type Scorer, scorerOf } from "./score-incident.ts";

/** What one transaction may take: Cosmos DB allows 100 operations and 2 MB, and a run and its findings need some. */
const maxWrites = 75;
const maxBytes = 800_000;
const groupsAtOnce = 25;

export interface Taken {
  readonly writes: readonly Write[];
  /** Whether these are all; otherwise they are to be committed, and the findings taken again. */
  readonly complete: boolean;
}

/**
 * The writes by which a report's findings become incidents, with the notifications that they owe. More incidents than
 * one transaction holds come in several, the run itself in the last: a finding that is taken again changes nothing.
 */
export async function takeFindings(ctx: AgentContext, report: RunReport): Promise<Taken> {
  const findings = report.detect?.findings ?? [];
  if (findings.length === 0) return { writes: [], complete: true };
  const groups = [...Map.groupBy(findings.filter(opensIncident), groupIdOf)];
  const scorer = scorerOf(ctx);
  const writes: Write[] = [];
  let bytes = 0;
  const incidentOf = new Map<string, string>();
  for (let start = 0; start < groups.length; start += groupsAtOnce) {
    const slice = groups.slice(start, start + groupsAtOnce);
    for (const group of await Promise.all(slice.map((entry) => placeGroup(ctx, entry, scorer)))) {
      bytes += sizeOf(group.writes);
      const isFull = writes.length + group.writes.length > maxWrites || bytes > maxBytes;
      if (isFull && writes.length > 0) return { writes, complete: false };
      writes.push(...group.writes);
      for (const [finding, incident] of group.incidentOf) incidentOf.set(finding, incident);
    }
  }
  const briefs = findings.map((finding) => briefOf(finding, incidentOf.get(finding.id)));
  return { writes: [...writes, writeFindings(report, briefs, ctx.now)], complete: true };
}

function sizeOf(writes: readonly Write[]): number {
  return writes.length === 0 ? 0 : JSON.stringify(writes).length;
}

interface GroupWrites {
  readonly writes: readonly Write[];
  readonly incidentOf: readonly (readonly [string, string])[];
}

async function placeGroup(
  ctx: AgentContext,
  [id, findings]: readonly [string, readonly DetectionFinding[]],
  score: Scorer,
): Promise<GroupWrites> {
  const { documents } = ctx.deps;
  const group = await findGroup(documents, ctx.tenantId, id);
  const read = (group?.body.incidentIds ?? []).map((incident) => findIncident(documents, ctx.tenantId, incident));
  const before = (await Promise.all(read)).filter((stored): stored is Stored<IncidentRecord> => stored !== undefined);
  const placed = placeAll(before, findings, openerOf(ctx));
  const changed = placed.filter(({ change }) => change !== undefined);
  const writes = await Promise.all(changed.map((one) => writesOf(ctx, one, score)));
  const incidentIds = placed.map(({ record }) => record.incident.id);
  const grown = placed.length > before.length ? [writeGroup(group, { id, incidentIds }, ctx.now)] : [];
  return { writes: [...writes.flat(), ...grown], incidentOf: findings.flatMap((finding) => holderOf(placed, finding)) };
}

function openerOf({ agent, deps, tenantId, now }: AgentContext): Opener {
  const actor = { kind: "agent", id: agent.agentId } as const;
  return { actor, reason: "New findings came.", now, tenantId, newId: () => `inc_${deps.randomId()}` };
}

function holderOf(placed: readonly Placed[], { id }: DetectionFinding): (readonly [string, string])[] {
  const holder = placed.find(({ record }) => knows(record, id));
  return holder === undefined ? [] : [[id, holder.record.incident.id]];
}

async function writesOf(ctx: AgentContext, { stored, record, change }: Placed, score: Scorer): Promise<Write[]> {
  const message = { id: `out_${ctx.deps.randomId()}`, incidentId: record.incident.id, now: ctx.now };
  const owed = change === undefined ? [] : [enqueue({ ...message, kind: change })];
  return [writeIncident(stored, await score(record), ctx.now), ...owed];
}
