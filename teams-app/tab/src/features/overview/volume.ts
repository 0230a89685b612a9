import type { RetentionClass, RetentionPolicy, TableInventory } from "@logdoctor/shared-policies";

export interface TableRow extends TableInventory {
  /** Classes of the active policies that name the table, strictest first; empty without a policy. */
  readonly classes: readonly RetentionClass[];
}

export interface ClassVolume {
  /** Classes as `A`, or `A+C` where one table holds both: its volume cannot be told apart. Empty without a policy. */
  readonly key: string;
  readonly classes: readonly RetentionClass[];
  readonly gbPerDay: number;
  /** Share of the workspace, 0 to 1. */
  readonly share: number;
}

/** Tables with the classes that policies give them, largest first. Table names compare without case. */
export function tableRows(inventory: readonly TableInventory[], policies: readonly RetentionPolicy[]): TableRow[] {
  const active = policies.filter((policy) => policy.isActive);
  return inventory
    .map((table) => ({ ...table, classes: classesOf(table.table, active) }))
    .toSorted((a, b) => b.gbPerDay - a.gbPerDay || a.table.localeCompare(b.table));
}

function classesOf(table: string, policies: readonly RetentionPolicy[]): RetentionClass[] {
  const named = policies.filter(({ tables }) => tables.some((name) => name.toLowerCase() === table.toLowerCase()));
  return [...new Set(named.map((policy) => policy.retentionClass))].toSorted();
}

/** Volume per class, largest first. */
export function classVolumes(rows: readonly TableRow[]): ClassVolume[] {
  const all = rows.reduce((sum, row) => sum + row.gbPerDay, 0);
  const groups = Map.groupBy(rows, (row) => row.classes.join("+"));
  return [...groups]
    .map(([key, group]) => {
      const gbPerDay = group.reduce((sum, row) => sum + row.gbPerDay, 0);
      return { key, classes: group[0]?.classes ?? [], gbPerDay, share: all > 0 ? gbPerDay / all : 0 };
    })
    .toSorted((a, b) => b.gbPerDay - a.gbPerDay || a.key.localeCompare(b.key));
}
