import type { Alert, listAlerts as endpoint } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { cursorOf } from "../documents/cursor.ts";
import type { Page } from "../documents/document-store.ts";
import type { Input, Reply } from "../http/mount.ts";
import { alertSort } from "./alert-store.ts";

/** Alerts that one request looks through for those asked for; a page may be short, its cursor leads on. */
const maxLookedAt = 2000;
const readAtOnce = 200;

type Query = Input<typeof endpoint>["query"];

/** Alerts, the latest first: those that were sent, and those held back with the reason. */
export async function listAlerts(
  { deps, tenantId }: RequestContext,
  { query }: Input<typeof endpoint>,
): Promise<Reply<typeof endpoint>> {
  const isNarrowed = query.reason !== undefined || query.teamId !== undefined || query.findingId !== undefined;
  const found: Alert[] = [];
  let cursor = query.cursor;
  for (let lookedAt = 0; lookedAt < maxLookedAt; ) {
    const request = { limit: isNarrowed ? readAtOnce : query.limit, cursor, newestFirst: true, tag: query.outcome };
    const page: Page<Alert> = await deps.documents.list(tenantId, "alert", request);
    found.push(...page.items.map(({ body }) => body).filter((alert) => isAskedFor(alert, query)));
    lookedAt += page.items.length;
    cursor = page.nextCursor;
    if (found.length >= query.limit || cursor === undefined) break;
  }
  const items = found.slice(0, query.limit);
  const last = items.at(-1);
  const next = found.length > query.limit && last !== undefined ? cursorOf(alertSort(last)) : cursor;
  return { data: next === undefined ? { items } : { items, nextCursor: next } };
}

function isAskedFor(alert: Alert, { reason, teamId, findingId }: Query): boolean {
  return (
    (reason === undefined || alert.reason === reason) &&
    (teamId === undefined || alert.teamId === teamId) &&
    (findingId === undefined || alert.findingIds.includes(findingId))
  );
}
