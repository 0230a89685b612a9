import { createHash } from "node:crypto";
import type { Bucket } from "./buckets.ts";
import type { ActiveRule } from "./rule.ts";

/** The id of what a rule finds in a bucket of a table: the same in every run, whether it is too much or not. */
export function findingIdOf(
  rule: Pick<ActiveRule, "id" | "subject">,
  { heaviest, resource }: Pick<Bucket, "heaviest" | "resource">,
  table: string,
): string {
  const what = rule.subject === "category" ? heaviest.category : heaviest.templateId || heaviest.callSite;
  const text = JSON.stringify([rule.id, table, resource, rule.subject === "column" ? "" : what]);
  return `pvf_${createHash("sha256").update(text).digest("base64url").slice(0, 32)}`;
}
