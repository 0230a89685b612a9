import { type DeleteFilter, parsePredicate } from "@logdoctor/kql";
import type { RetainTableOutcome, RetentionPolicy } from "@logdoctor/shared-policies";
import type { RowColumn } from "../../archive/rows.ts";
import { cutoffOf, type PolicyOnTable, type RetainContext, type Unit } from "./context.ts";
import type { TableFacts } from "./ports.ts";

type Skipped = Pick<RetainTableOutcome, "table" | "policyId" | "class" | "heldBack" | "errorMessage">;

/** Every active policy on every table it names, with what the workspace says of the table. */
export async function planUnits(
  context: RetainContext,
  policies: readonly RetentionPolicy[],
): Promise<{ units: Unit[]; skipped: Skipped[] }> {
  const units: Unit[] = [];
  const skipped: Skipped[] = [];
  const active = policies.filter((policy) => policy.isActive);
  const tables = new Set(active.flatMap((policy) => policy.tables));
  for (const name of tables) {
    const facts = await context.workspace.table(name);
    const onTable = active.filter((policy) => policy.tables.includes(name));
    if (facts === undefined) {
      skipped.push(...onTable.map((policy) => skip(policy, name, "table-missing", "The workspace has no such table.")));
      continue;
    }
    const parsed = onTable.map((policy) => ({ policy, ...filtersOf(policy, facts.columns) }));
    const broken = parsed.find((one) => one.problem !== undefined);
    if (broken !== undefined) {
      // One unreadable predicate leaves it open which rows it protects: nothing happens on the table.
      const note = `Policy "${broken.policy.policyName}": ${broken.problem}`;
      skipped.push(...onTable.map((policy) => skip(policy, name, "policy-refused", note)));
      continue;
    }
    units.push(...parsed.map((one) => unitOf(context, { facts, own: one, onTable: parsed })));
  }
  return { units, skipped };
}

function skip(
  policy: RetentionPolicy,
  table: string,
  reason: "table-missing" | "policy-refused",
  note: string,
): Skipped {
  return {
    table,
    policyId: policy.id,
    class: policy.retentionClass,
    heldBack: [reason],
    errorMessage: note.slice(0, 500),
  };
}

function filtersOf(
  policy: RetentionPolicy,
  columns: readonly RowColumn[],
): { filters: readonly DeleteFilter[]; problem?: string } {
  if (policy.predicate === undefined) return { filters: [] };
  const result = parsePredicate(policy.predicate, Object.fromEntries(columns.map(({ name, type }) => [name, type])));
  if (result.ok) return { filters: result.filters };
  return { filters: [], problem: result.diagnostics[0]?.message ?? "the predicate was refused" };
}

function unitOf(
  context: RetainContext,
  of: { facts: TableFacts; own: PolicyOnTable; onTable: readonly PolicyOnTable[] },
): Unit {
  const { facts, own, onTable } = of;
  return {
    key: `${own.policy.id}/${facts.table}`,
    policy: own.policy,
    facts,
    filters: own.filters,
    selection: { table: facts.table, columns: facts.columns, filters: own.filters },
    cutoff: cutoffOf(context.asOf, own.policy.hotRetentionDays),
    onTable,
    manifests: [],
    committing: Promise.resolve(),
    heldBack: new Set(),
    notes: [],
    windows: { planned: 0, done: 0, failed: 0 },
  };
}
