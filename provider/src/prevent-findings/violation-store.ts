import {
  type AlertSettingsInput,
  isOpenViolation,
  type StoredPreventFinding,
  type Violation,
} from "@logdoctor/shared-policies";
import type { DocumentStore, Page, Stored, Write } from "../documents/document-store.ts";
import type { ShippedPreventionRule, TenantRule } from "../prevent-rules/rule-store.ts";

/** Findings are kept for over a year after their last run. */
const lifeMs = 400 * 24 * 3_600_000;
const atOnce = 200;

export type Open = "open" | "rest";

export function findViolation(
  documents: DocumentStore,
  tenantId: string,
  id: string,
): Promise<Stored<Violation> | undefined> {
  return documents.read(tenantId, "prevent-finding", id);
}

/** Lists follow the cost, and can be narrowed to what is open. */
export function writeViolation(read: { readonly etag: string } | undefined, body: Violation, now: Date): Write {
  const expiresAt = new Date(now.getTime() + lifeMs).toISOString();
  const tag: Open = isOpenViolation(body.state) ? "open" : "rest";
  const document = {
    kind: "prevent-finding",
    id: body.finding.id,
    body,
    sort: costSort(body),
    tag,
    expiresAt,
  } as const;
  return read === undefined ? { op: "create", ...document } : { op: "replace", etag: read.etag, ...document };
}

const digits = 15;

/** Text that sorts as the money does, then the volume. */
export function costSort({ finding: { id, usdPerMonth = 0, gbPerMonth } }: Violation): string {
  const padded = (value: number): string =>
    String(Math.min(999_999_999_999_999, Math.round(value))).padStart(digits, "0");
  return `${padded(usdPerMonth * 10_000)} ${padded(gbPerMonth * 1_000_000)} ${id}`;
}

/** Findings of a tenant, those that cost most first. */
export async function violationsOf(
  documents: DocumentStore,
  tenantId: string,
  tag?: Open,
): Promise<Stored<Violation>[]> {
  const found: Stored<Violation>[] = [];
  let cursor: string | undefined;
  do {
    const request = { limit: atOnce, cursor, newestFirst: true, tag };
    const page: Page<Violation> = await documents.list(tenantId, "prevent-finding", request);
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return found;
}

export interface Names {
  readonly rules: ReadonlyMap<string, string>;
  readonly settings: AlertSettingsInput;
}

/** A finding as answers show it. */
export function shownFinding({ body, etag }: Stored<Violation>, { rules, settings }: Names): StoredPreventFinding {
  const { finding, transitions: _, alerts: __, ...rest } = body;
  const ruleName = rules.get(finding.ruleId) ?? finding.ruleId;
  const teamName = settings.teams.find(({ id }) => id === body.teamId)?.name;
  return { ...finding, ...rest, ruleName, ...(teamName === undefined ? {} : { teamName }), etag };
}

/** What rules are called, by id. */
export function ruleNames(
  shipped: readonly ShippedPreventionRule[],
  own: readonly TenantRule[],
): ReadonlyMap<string, string> {
  const all = [...shipped, ...own.map(({ rule }) => rule)];
  return new Map(all.map(({ id, ruleName }) => [id, ruleName]));
}
