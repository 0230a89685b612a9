import type { replayNotification as endpoint } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { AppError, notFound } from "../http/app-error.ts";
import type { Input, Reply } from "../http/mount.ts";
import { replayDead } from "../outbox/outbox-store.ts";

/** Puts a dead notification back. Channels that were told already are not told twice. */
export async function replayNotification(
  { deps, tenantId, now }: RequestContext,
  { params: { id } }: Input<typeof endpoint>,
): Promise<Reply<typeof endpoint>> {
  const replayed = await replayDead(deps.documents, { tenantId, id }, now);
  const stored = await deps.documents.read(tenantId, "outbox", id);
  if (stored === undefined) throw notFound("notification");
  if (!replayed) throw new AppError("conflict", "Only a notification that could not be delivered is put back.");
  return { data: stored.body };
}
