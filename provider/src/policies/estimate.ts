import {
  addCosts,
  chooseLever,
  type Lever,
  type MonthlyCost,
  monthlyCost,
  type PriceBook,
  priceBookFor,
  type RetentionPolicy,
  type Savings,
  savings,
  type TableInventory,
  type TablePreview,
} from "@logdoctor/shared-policies";

export interface Basis {
  readonly inventory: readonly TableInventory[];
  readonly region: string;
  readonly now: Date;
}

/**
 * What a policy would do to each of its tables, and to the monthly cost of those. Volumes are the inventory's; with a
 * predicate the archive is priced as if it took the whole table, the most that it can cost.
 */
export function estimate(
  policy: RetentionPolicy,
  others: readonly RetentionPolicy[],
  { inventory, region, now }: Basis,
): { tables: TablePreview[]; savings?: Savings } {
  const book = priceBookFor(region, now);
  const before: MonthlyCost[] = [];
  const after: MonthlyCost[] = [];
  const tables = policy.tables.map((table): TablePreview => {
    const known = inventory.find((entry) => sameTable(entry.table, table));
    if (known === undefined) {
      return {
        table,
        known: false,
        method: "none",
        methodReasonCode: "unknown-table",
        methodReason: "The agent has not seen this table.",
      };
    }
    const onTable = [policy, ...others.filter((other) => other.tables.some((name) => sameTable(name, table)))];
    const lever = chooseLever(policy, onTable, known);
    before.push(monthlyCost(known, undefined, book));
    after.push(costAfter(policy, known, lever, book));
    return previewOf(known, lever);
  });
  // Which share of a table a predicate selects is not known before the agent has counted it.
  const unknownShare = policy.predicate !== undefined && policy.archiveEnabled;
  if (before.length === 0 || unknownShare) return { tables };
  return { tables, savings: savings(addCosts(before), addCosts(after), book) };
}

function sameTable(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function costAfter(policy: RetentionPolicy, known: TableInventory, lever: Lever, book: PriceBook): MonthlyCost {
  const settings = lever.method === "tableRetention" ? { ...known, ...lever } : known;
  const archive = policy.archiveEnabled
    ? ({ gbPerDay: known.gbPerDay, days: policy.archiveRetentionDays, tier: "cool" } as const)
    : undefined;
  return monthlyCost(settings, archive, book);
}

function previewOf(known: TableInventory, lever: Lever): TablePreview {
  const after = lever.method === "tableRetention" ? lever.totalRetentionInDays : known.totalRetentionInDays;
  return {
    table: known.table,
    known: true,
    method: lever.method,
    methodReasonCode: lever.reasonCode,
    methodReason: lever.reason,
    retentionBefore: known.totalRetentionInDays,
    retentionAfter: after,
    gbPerDay: known.gbPerDay,
  };
}
