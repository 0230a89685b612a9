import {
  type ArchiveVolume,
  addCosts,
  monthlyCost,
  type PriceBook,
  type RetainTableOutcome,
  type RetentionPolicy,
  type Savings,
  savings,
  type TableInventory,
} from "@logdoctor/shared-policies";

export interface SavingsInput {
  readonly inventory: readonly TableInventory[];
  readonly outcomes: readonly RetainTableOutcome[];
  readonly policies: readonly RetentionPolicy[];
  /** Each table's retention before Log Doctor first changed it. */
  readonly baseline: Readonly<Record<string, { retentionInDays: number; totalRetentionInDays: number }>>;
  /** Bytes in Blob storage per byte that the workspace bills, by policy and table (`policyId/table`). */
  readonly compression: ReadonlyMap<string, number>;
  readonly tier: ArchiveVolume["tier"];
  readonly book: PriceBook;
}

/**
 * Monthly savings of the whole workspace: the settings before Log Doctor's first change against those of now, with the
 * archive's own cost on the side of now. Deleted rows save nothing and are not counted: Azure bills by retention.
 */
export function measureSavings(input: SavingsInput): Savings {
  const before = input.inventory.map((table) =>
    monthlyCost({ ...table, ...input.baseline[table.table] }, undefined, input.book),
  );
  const after = input.inventory.map((table) => monthlyCost(table, archiveOf(table, input), input.book));
  return savings(addCosts(before), addCosts(after), input.book);
}

function archiveOf(table: TableInventory, input: SavingsInput): ArchiveVolume | undefined {
  let gbDays = 0;
  for (const outcome of input.outcomes.filter((one) => one.table === table.table)) {
    const policy = input.policies.find((candidate) => candidate.id === outcome.policyId);
    const compression = input.compression.get(`${outcome.policyId}/${table.table}`) ?? 0;
    const share = outcome.expired === 0 ? 0 : shareOf(outcome, input.outcomes);
    gbDays += table.gbPerDay * share * compression * (policy?.archiveRetentionDays ?? 0);
  }
  return gbDays === 0 ? undefined : { gbPerDay: gbDays, days: 1, tier: input.tier };
}

/** The part of a table's expired rows that this policy archives. */
function shareOf(outcome: RetainTableOutcome, outcomes: readonly RetainTableOutcome[]): number {
  const expired = outcomes.filter((one) => one.table === outcome.table).reduce((sum, one) => sum + one.expired, 0);
  return outcome.expired / expired;
}
