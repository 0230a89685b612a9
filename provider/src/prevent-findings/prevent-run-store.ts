import type { PreventRun } from "@logdoctor/shared-policies";
import { cursorOf } from "../documents/cursor.ts";
import type { DocumentStore, Page, Write } from "../documents/document-store.ts";

/** How each rule fared is kept as long as runs are. */
const lifeMs = 400 * 24 * 3_600_000;
const atOnce = 60;

/** The write of what a run saw; lists follow the time that runs cover. */
export function writePreventRun(body: PreventRun, now: Date): Write {
  const expiresAt = new Date(now.getTime() + lifeMs).toISOString();
  const sort = `${new Date(body.window.from).toISOString()} ${body.runId}`;
  return { op: "put", kind: "prevent-run", id: body.runId, body, sort, expiresAt };
}

/** The latest runs, newest first. */
export async function latestPreventRuns(documents: DocumentStore, tenantId: string, limit: number) {
  const { items } = await documents.list(tenantId, "prevent-run", { limit, newestFirst: true });
  return items.map(({ body }) => body);
}

/** Runs whose time begins within a span, half-open. */
export async function preventRunsBetween(
  documents: DocumentStore,
  tenantId: string,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<PreventRun[]> {
  const found: PreventRun[] = [];
  let cursor: string | undefined = cursorOf(from.toISOString());
  while (cursor !== undefined) {
    const page: Page<PreventRun> = await documents.list(tenantId, "prevent-run", { limit: atOnce, cursor });
    const within = page.items.filter(({ body }) => Date.parse(body.window.from) < to.getTime());
    found.push(...within.map(({ body }) => body));
    cursor = within.length < page.items.length ? undefined : page.nextCursor;
  }
  return found;
}
