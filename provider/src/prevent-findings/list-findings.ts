import { type listPreventFindings as endpoint, isOpenViolation, type Violation } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { cursorOf } from "../documents/cursor.ts";
import type { Page, Stored } from "../documents/document-store.ts";
import type { Input, Reply } from "../http/mount.ts";
import { namesOf } from "./names-of.ts";
import { costSort, shownFinding } from "./violation-store.ts";

/** Findings that one request looks through for those asked for; a page may be short, its cursor leads on. */
const maxLookedAt = 1000;
const readAtOnce = 100;

type Query = Input<typeof endpoint>["query"];

/** Findings, those that cost most first, without their histories. */
export async function listFindings(
  ctx: RequestContext,
  { query }: Input<typeof endpoint>,
): Promise<Reply<typeof endpoint>> {
  const { deps, tenantId } = ctx;
  const tag = query.open === undefined ? undefined : query.open === "true" ? "open" : "rest";
  const isNarrowed = query.state !== undefined || query.ruleId !== undefined || query.table !== undefined;
  const found: Stored<Violation>[] = [];
  let cursor = query.cursor;
  for (let lookedAt = 0; lookedAt < maxLookedAt; ) {
    const request = { limit: isNarrowed ? readAtOnce : query.limit, cursor, newestFirst: true, tag };
    const page: Page<Violation> = await deps.documents.list(tenantId, "prevent-finding", request);
    found.push(...page.items.filter(({ body }) => isAskedFor(body, query)));
    lookedAt += page.items.length;
    cursor = page.nextCursor;
    if (found.length >= query.limit || cursor === undefined) break;
  }
  const shown = found.slice(0, query.limit);
  const last = shown.at(-1);
  const next = found.length > query.limit && last !== undefined ? cursorOf(costSort(last.body)) : cursor;
  const names = await namesOf(ctx);
  const items = shown.map((one) => shownFinding(one, names));
  return { data: next === undefined ? { items } : { items, nextCursor: next } };
}

function isAskedFor({ state, finding }: Violation, query: Query): boolean {
  return (
    (query.state === undefined || state === query.state) &&
    (query.ruleId === undefined || finding.ruleId === query.ruleId) &&
    (query.table === undefined || finding.table === query.table) &&
    (query.open === undefined || isOpenViolation(state) === (query.open === "true"))
  );
}
