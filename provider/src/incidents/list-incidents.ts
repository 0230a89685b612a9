import type { IncidentRecord, listIncidents as listEndpoint, StoredIncident } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { cursorOf } from "../documents/cursor.ts";
import type { Stored } from "../documents/document-store.ts";
import type { Input, Reply } from "../http/mount.ts";
import { incidentSort, shownIncident } from "./incident-store.ts";

/** Incidents that one request looks through for those asked for; a page may be short, its cursor leads on. */
const maxLookedAt = 1000;
const readAtOnce = 100;

type Query = Input<typeof listEndpoint>["query"];

/** Incidents, opened last first, without their evidence. */
export async function listIncidents(
  { deps, tenantId }: RequestContext,
  { query }: Input<typeof listEndpoint>,
): Promise<Reply<typeof listEndpoint>> {
  const found: Stored<IncidentRecord>[] = [];
  let cursor = query.cursor;
  for (let lookedAt = 0; lookedAt < maxLookedAt; ) {
    const limit = isNarrowed(query) ? readAtOnce : query.limit;
    const page = await deps.documents.list(tenantId, "incident", { limit, cursor, newestFirst: true });
    found.push(...page.items.filter(({ body }) => isAskedFor(body, query)));
    lookedAt += page.items.length;
    cursor = page.nextCursor;
    if (found.length >= query.limit || cursor === undefined) break;
  }
  const shown = found.slice(0, query.limit);
  const last = shown.at(-1);
  const next = found.length > query.limit && last !== undefined ? cursorOf(incidentSort(last.body)) : cursor;
  const items = shown.map(({ body, etag }) => summaryOf(body, etag));
  return { data: next === undefined ? { items } : { items, nextCursor: next } };
}

function isNarrowed({ status, severity }: Query): boolean {
  return status !== undefined || severity !== undefined;
}

function isAskedFor({ incident }: IncidentRecord, { status, severity }: Query): boolean {
  return (
    (status === undefined || incident.status === status) && (severity === undefined || incident.severity === severity)
  );
}

function summaryOf(record: IncidentRecord, etag: string): StoredIncident {
  return { ...shownIncident(record, etag), evidence: [] };
}
