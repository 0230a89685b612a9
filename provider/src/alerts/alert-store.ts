import type { Alert } from "@logdoctor/shared-policies";
import type { Write } from "../documents/document-store.ts";

/** Alerts are kept as long as runs. */
const lifeMs = 400 * 24 * 3_600_000;

/** The write of an alert that was sent, or held back; lists can be narrowed to the outcome. */
export function writeAlert(body: Alert, now: Date): Write {
  const expiresAt = new Date(now.getTime() + lifeMs).toISOString();
  return { op: "create", kind: "alert", id: body.id, body, sort: alertSort(body), tag: body.outcome, expiresAt };
}

export function alertSort({ sentAt, id }: Alert): string {
  return `${sentAt} ${id}`;
}
