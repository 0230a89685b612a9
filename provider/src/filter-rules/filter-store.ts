import type { FilterRule, FilterState, FilterStep } from "@logdoctor/shared-policies";
import { type DocumentStore, listAll, type Stored, type Write } from "../documents/document-store.ts";

/** A rule as a provider keeps it: always for one table, always somewhere in its lifecycle. */
export type TenantFilter = FilterRule & { readonly table: string; readonly state: FilterState };

/** A loss that a person took upon them for one rule. */
export interface ApprovedLoss {
  readonly watcherId: string;
  /** Those of the certificate that the person saw; what was approved before they were kept is void. */
  readonly watcherVersion?: string;
  readonly ruleVersion?: string;
  readonly at: string;
  readonly by: string;
  readonly objectId: string;
  readonly reason: string;
}

export interface StoredFilter {
  readonly rule: TenantFilter;
  readonly revision: number;
  /** Oldest first, at most `maxSteps`. */
  readonly steps: readonly FilterStep[];
  readonly approvals: readonly ApprovedLoss[];
  /** When the rule as it is now was given to be tested. */
  readonly testedAt?: string;
  /** What the agent took back last with this rule in it, as `taken-back.ts` makes it. */
  readonly takenBack?: string;
}

const maxSteps = 500;

export function findFilter(
  documents: DocumentStore,
  tenantId: string,
  id: string,
): Promise<Stored<StoredFilter> | undefined> {
  return documents.read(tenantId, "filter-rule", id);
}

export function filtersOf(documents: DocumentStore, tenantId: string): Promise<Stored<StoredFilter>[]> {
  return listAll(documents, tenantId, "filter-rule");
}

export function writeFilter(read: Stored<StoredFilter> | undefined, body: StoredFilter): Write {
  const kept = { ...body, steps: body.steps.slice(-maxSteps) };
  const document = { kind: "filter-rule", id: body.rule.id, body: kept } as const;
  return read === undefined ? { op: "create", ...document } : { op: "replace", etag: read.etag, ...document };
}

export function deleteFilterWrite({ id, etag }: Stored<StoredFilter>): Write {
  return { op: "delete", kind: "filter-rule", id, etag };
}

export function filterEtag({ revision }: Pick<StoredFilter, "revision">): string {
  return `filter-${revision}`;
}

/** When a person last put the rule into force. */
export function inForceSince({ steps, rule }: Pick<StoredFilter, "steps" | "rule">): string {
  return steps.findLast(({ action }) => action === "activate" || action === "readjust")?.at ?? rule.createdAt;
}

/** A rule one step further; its revision is the next one. */
export function stepped(filter: StoredFilter, step: FilterStep): StoredFilter {
  const isTest = step.action === "dryRun";
  const { observedPerMinute: _, ...uncounted } = filter.rule;
  return {
    ...filter,
    ...(isTest ? { testedAt: step.at } : {}),
    // A new test counts anew.
    rule: { ...(isTest ? uncounted : filter.rule), state: step.to },
    revision: filter.revision + 1,
    steps: [...filter.steps, step],
  };
}
