import { createHash } from "node:crypto";
import type { Bucket } from "./buckets.ts";
import type { ActiveRule } from "./rule.ts";

type Found = Pick<Bucket, "heaviest" | "resource">;

interface Of {
  readonly table: string;
  /** Ids of findings of earlier runs. */
  readonly known: ReadonlySet<string>;
}

/**
 * The id of what a rule finds in a bucket of a table: the same in every run, whether it is too much or not. Templates that turned
 * out to be one go on under the id by which they are known.
 */
export function findingIdOf(rule: Pick<ActiveRule, "id" | "subject">, found: Found, of: Of): string {
  const whats = [what(rule, found), ...(rule.subject === "template" ? (found.heaviest.formerIds ?? []) : [])];
  const [own = "", ...former] = whats.map((one) => idOf(rule.id, [of.table, found.resource, one]));
  return of.known.has(own) ? own : (former.find((id) => of.known.has(id)) ?? own);
}

/** Findings of earlier runs that are part of another by now: what is left of them cannot be told. */
export function mergedIdsOf(rule: Pick<ActiveRule, "id" | "subject">, found: Found, of: Of): string[] {
  if (rule.subject !== "template") return [];
  const kept = findingIdOf(rule, found, of);
  const former = (found.heaviest.formerIds ?? []).map((one) => idOf(rule.id, [of.table, found.resource, one]));
  return former.filter((id) => id !== kept && of.known.has(id));
}

function what({ subject }: Pick<ActiveRule, "subject">, { heaviest }: Found): string {
  if (subject === "column") return "";
  return subject === "category" ? heaviest.category : heaviest.templateId || heaviest.callSite;
}

function idOf(ruleId: string, found: readonly string[]): string {
  const text = JSON.stringify([ruleId, ...found]);
  return `pvf_${createHash("sha256").update(text).digest("base64url").slice(0, 32)}`;
}
