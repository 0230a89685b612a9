import {
  type AlertTeam,
  type DayCard,
  dayAfter,
  instantAt,
  lastDigestSlot,
  localTime,
  mayPost,
  quietAt,
  type TenantId,
  weekAround,
} from "@logdoctor/shared-policies";
import { weekDigest } from "../digest/week-digest.ts";
import { enqueue } from "../outbox/outbox-store.ts";
import { type DigestContent, writeAlertCard } from "./alert-card-store.ts";
import { writeAlert } from "./alert-store.ts";
import { writeDesk } from "./desk-store.ts";
import type { DeskWork } from "./run-desk.ts";

const weekMs = 7 * 24 * 3_600_000;

export interface Digested {
  readonly work: DeskWork;
  /** When to try again what could not be sent now. */
  readonly retryAt?: Date;
}

/**
 * Sends the digest of the last full week to the default team, once, when its time has come and the team may be disturbed.
 * A week without anything to tell has none. Undefined where the desk was changed meanwhile.
 */
export async function sendDigest(work: DeskWork): Promise<Digested | undefined> {
  const { settings, now, desk, deps } = work;
  const slot = lastDigestSlot(settings, now);
  const done: DeskWork = { ...work, desk: { ...desk, digestedAt: slot.toISOString() } };
  // A desk that is new has no week behind it.
  if (desk.digestedAt === undefined) return { work: done };
  if (slot.getTime() <= Date.parse(desk.digestedAt)) return { work };
  const team = settings.teams.find(({ id }) => id === settings.defaultTeam);
  if (team === undefined) return { work: done };
  const day = localTime(now, settings.timeZone).day;
  const quiet = quietAt(team, settings, now, deps.holidays(now));
  if (quiet !== undefined) return { work, retryAt: quiet.until };
  if (!mayPost(settings, desk.cards, { team, kind: "digest", urgent: true, day })) {
    return { work, retryAt: instantAt(dayAfter(day), "00:00", settings.timeZone) };
  }
  const week = weekAround(new Date(slot.getTime() - weekMs));
  const { isEmpty, prevent, patterns } = await weekDigest(deps.documents, work.tenantId, week);
  if (isEmpty) return { work: done };
  const content = { from: week.from.toISOString(), to: week.to.toISOString(), prevent, patterns };
  return post(
    done,
    team,
    { id: `pvc_${deps.randomId()}`, teamId: team.id, kind: "digest", day, at: now.toISOString() },
    content,
  );
}

async function post(
  work: DeskWork,
  team: AlertTeam,
  card: DayCard,
  digest: DigestContent,
): Promise<Digested | undefined> {
  const { deps, tenantId, now } = work;
  const desk = { ...work.desk, cards: [...work.desk.cards, card] };
  const count = digest.prevent.top.length + digest.patterns.length;
  const result = await deps.documents.commit(tenantId, [
    writeDesk(work, desk, now),
    writeAlertCard(undefined, { ...card, findingIds: [], revision: 1, joined: 0, decidedAt: card.at, digest }, now),
    enqueue({ id: `out_${deps.randomId()}`, alertCardId: card.id, kind: "opened", now }),
    writeAlert(
      {
        ...{ id: `alt_${deps.randomId()}`, tenantId: tenantId as TenantId, sentAt: now.toISOString() },
        ...{ channel: team.conversation ?? "default", violationCount: count, teamId: team.id },
        ...{ outcome: "sent", kind: "digest", cardId: card.id, findingIds: [] },
        reportSummary: `Digest of the week from ${digest.from.slice(0, 10)}`,
      },
      now,
    ),
  ]);
  return result.committed ? { work: { ...work, desk, etag: result.etags[0] ?? "" } } : undefined;
}
