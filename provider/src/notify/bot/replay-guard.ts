import { hash } from "node:crypto";
import type { DocumentStore } from "../../documents/document-store.ts";
import type { Activity } from "./activity.ts";

const rememberedMs = 15 * 60_000;

/** Whether an activity comes for the first time: Teams repeats clicks that are not answered at once, and so may others. */
export async function isFirst(
  documents: DocumentStore,
  { tenantId, activity }: { readonly tenantId: string; readonly activity: Activity },
  now: Date,
): Promise<boolean> {
  if (activity.id === undefined) return true;
  const id = hash("sha256", `${activity.conversation.id} ${activity.id}`, "base64url");
  const expiresAt = new Date(now.getTime() + rememberedMs).toISOString();
  const body = { at: now.toISOString() };
  return (await documents.commit(tenantId, [{ op: "create", kind: "bot-activity", id, body, expiresAt }])).committed;
}
