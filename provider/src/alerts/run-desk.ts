import {
  type Alert,
  type AlertDecision,
  type AlertNote,
  type AlertSettingsInput,
  decideAlerts,
  localTime,
  nextDigestSlot,
  type TenantId,
  type Violation,
} from "@logdoctor/shared-policies";
import type { Deps } from "../deps.ts";
import type { DueDocument, Stored, Write } from "../documents/document-store.ts";
import { enqueue } from "../outbox/outbox-store.ts";
import { violationsOf, writeViolation } from "../prevent-findings/violation-store.ts";
import { type AlertCard, findAlertCard, writeAlertCard } from "./alert-card-store.ts";
import { alertSettingsOf } from "./alert-settings-store.ts";
import { writeAlert } from "./alert-store.ts";
import { type AlertDesk, readDesk, writeDesk } from "./desk-store.ts";
import { type DeskUnit, unitsOf } from "./desk-units.ts";
import { sendDigest } from "./send-digest.ts";

export type DeskDeps = Pick<Deps, "documents" | "now" | "randomId" | "holidays">;

/** What one decision is made with, and the desk as its transactions leave it. */
export interface DeskWork {
  readonly deps: DeskDeps;
  readonly tenantId: string;
  readonly settings: AlertSettingsInput;
  readonly now: Date;
  readonly etag: string;
  readonly desk: AlertDesk;
}

const attempts = 5;

/**
 * Decides what a tenant's teams are told now. Each message is stored with the findings that it tells, what it owes, and the
 * desk itself, so that of two that decide at once one begins anew, and a crash leaves nothing half told.
 */
export async function runDesk(deps: DeskDeps, due: DueDocument<AlertDesk>): Promise<void> {
  let desk: Stored<AlertDesk> | undefined = due;
  for (let attempt = 0; attempt < attempts && desk !== undefined; attempt++) {
    if (await decideOnce(deps, due.tenantId, desk)) return;
    desk = await readDesk(deps.documents, due.tenantId);
  }
}

async function decideOnce(deps: DeskDeps, tenantId: string, read: Stored<AlertDesk>): Promise<boolean> {
  const now = deps.now();
  const settings = await alertSettingsOf(deps.documents, tenantId);
  const open = await violationsOf(deps.documents, tenantId, "open");
  const desk = { ...read.body, cards: recent(read.body, settings, now) };
  let work: DeskWork | undefined = { deps, tenantId, settings, now, etag: read.etag, desk };
  const decision = decideAlerts({
    ...{ violations: open.map(({ body }) => body), settings, cards: desk.cards, now },
    ...{ holidays: deps.holidays(now), newCardId: () => `pvc_${deps.randomId()}` },
  });
  const stored = new Map(open.map((one) => [one.id, one]));
  for (const unit of unitsOf(decision)) {
    work = await commitUnit(work, unit, stored);
    if (work === undefined) return false;
  }
  const digested = await sendDigest(work);
  return digested !== undefined && (await rest(digested.work, decision, digested.retryAt));
}

/** Messages of today and the day before: a day may be another one by now in the tenant's zone. */
function recent({ cards }: AlertDesk, { timeZone }: AlertSettingsInput, now: Date): AlertDesk["cards"] {
  const since = localTime(new Date(now.getTime() - 24 * 3_600_000), timeZone).day;
  return cards.filter(({ day }) => day >= since);
}

async function commitUnit(
  work: DeskWork,
  unit: DeskUnit,
  stored: ReadonlyMap<string, Stored<Violation>>,
): Promise<DeskWork | undefined> {
  const { deps, tenantId, now } = work;
  const desk = unit.card?.isNew === true ? { ...work.desk, cards: [...work.desk.cards, unit.card.card] } : work.desk;
  const result = await deps.documents.commit(tenantId, [
    writeDesk(work, desk, now),
    ...unit.violations.map((violation) => writeViolation(stored.get(violation.finding.id), violation, now)),
    ...(await cardWrites(work, unit)),
    ...unit.notes.map((note) => writeAlert(alertOf(work, note, unit.violations), now)),
  ]);
  return result.committed ? { ...work, desk, etag: result.etags[0] ?? "" } : undefined;
}

async function cardWrites({ deps, tenantId, now }: DeskWork, { card: told }: DeskUnit): Promise<Write[]> {
  if (told === undefined) return [];
  const { card, isNew, findingIds } = told;
  const id = `out_${deps.randomId()}`;
  const owed = enqueue({ id, alertCardId: card.id, kind: isNew ? "opened" : "updated", now });
  const read = isNew ? undefined : await findAlertCard(deps.documents, tenantId, card.id);
  const at = now.toISOString();
  const before: AlertCard = read?.body ?? { ...card, findingIds: [], revision: 0, joined: 0, decidedAt: at };
  const all = [...new Set([...before.findingIds, ...findingIds])];
  const joined = before.decidedAt === at ? before.joined : before.joined + 1;
  const after = { ...before, findingIds: all, revision: before.revision + 1, joined, decidedAt: at };
  return [writeAlertCard(read, after, now), owed];
}

function alertOf({ deps, tenantId, settings, now }: DeskWork, note: AlertNote, told: readonly Violation[]): Alert {
  const team = settings.teams.find(({ id }) => id === note.teamId);
  const count = note.findingIds.length;
  const how = note.outcome === "held" ? `held back, ${note.reason}` : `${note.outcome} in ${note.cardId}`;
  return {
    ...note,
    ...{ id: `alt_${deps.randomId()}`, tenantId: tenantId as TenantId, sentAt: now.toISOString() },
    ...{ channel: team?.conversation ?? "default", violationCount: count },
    reportSummary: `${count} of ${team?.name ?? note.teamId}: ${how}`,
    tables: [...new Set(told.map(({ finding }) => finding.table))].slice(0, 100),
  };
}

/** Leaves the desk until something is due again. */
async function rest(work: DeskWork, { nextAt }: AlertDecision, retryAt: Date | undefined): Promise<boolean> {
  const { deps, tenantId, settings, now, desk } = work;
  const times = [nextDigestSlot(settings, now), nextAt, retryAt].filter((time) => time !== undefined);
  const dueAt = new Date(Math.min(...times.map((time) => time.getTime())));
  return (await deps.documents.commit(tenantId, [writeDesk(work, desk, dueAt)])).committed;
}
