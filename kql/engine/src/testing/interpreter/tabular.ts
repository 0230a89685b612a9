import type { Aggregate, Field, JoinKind, Kind, Named, Step, Table, Term, Value } from "./language.ts";
import { evaluate } from "./scalar.ts";

type Tables = ReadonlyMap<string, Table>;
type Row = readonly Value[];

/** What the steps make of a table, one after the other. */
export function run(start: Table, steps: readonly Step[], tables: Tables): Table {
  return steps.reduce((table, step) => apply(step, table, tables), start);
}

function apply(step: Step, table: Table, tables: Tables): Table {
  switch (step.is) {
    case "where":
      return { ...table, rows: table.rows.filter((row) => cellOf(step.condition, table, row) === true) };
    case "extend":
      return extend(table, step.items);
    case "project":
      return project(table, step.items);
    case "distinct":
      return distinct(
        project(
          table,
          step.columns.map((name) => ({ name, term: columnOf(table, name) })),
        ),
      );
    case "summarize":
      return summarize(table, step.aggregates, step.by);
    case "top": {
      const at = indexOf(table, step.by);
      const sorted = table.rows.toSorted((a, b) => compare(a[at] ?? null, b[at] ?? null) * (step.descending ? -1 : 1));
      return { ...table, rows: sorted.slice(0, step.count) };
    }
    case "near":
      return near(table, step);
    case "union":
      return { ...table, rows: [...table.rows, ...named(tables, step.table).rows] };
    case "join":
      return join(table, named(tables, step.table), step);
  }
}

/** In order, the rows with a hit close enough: `after` rows before them or `before` rows behind them. */
function near(table: Table, { by, condition, before, after }: Extract<Step, { is: "near" }>): Table {
  const at = indexOf(table, by);
  const sorted = table.rows.toSorted((a, b) => compare(a[at] ?? null, b[at] ?? null));
  const hits = sorted.map((row) => cellOf(condition, table, row) === true);
  return { ...table, rows: sorted.filter((_, i) => hits.slice(Math.max(i - after, 0), i + before + 1).includes(true)) };
}

function cellOf(term: Term, { fields }: Table, row: Row): Value {
  return evaluate(term, new Map(fields.map(({ name }, i) => [name, row[i] ?? null])));
}

/** A column that is there is replaced where it stands; all items see the row as it was. */
function extend(table: Table, items: readonly Named[]): Table {
  const others = items.filter(({ name }) => !table.fields.some((field) => field.name === name));
  const all = [
    ...table.fields.map(({ name }) => items.find((item) => item.name === name) ?? kept(table, name)),
    ...others,
  ];
  return project(table, all);
}

function kept(table: Table, name: string): Named {
  return { name, term: columnOf(table, name) };
}

function columnOf({ fields }: Table, name: string): Term {
  return { is: "column", name, kind: fields.find((field) => field.name === name)?.kind ?? "long" };
}

function project(table: Table, items: readonly Named[]): Table {
  return {
    fields: items.map(({ name, term }) => ({ name, kind: term.kind })),
    rows: table.rows.map((row) => items.map(({ term }) => cellOf(term, table, row))),
  };
}

function distinct({ fields, rows }: Table): Table {
  return { fields, rows: [...new Map(rows.map((row) => [keyOf(row), row])).values()] };
}

function summarize(table: Table, aggregates: readonly Aggregate[], by: readonly Named[]): Table {
  const groups = new Map<string, { key: Row; rows: Row[] }>();
  if (by.length === 0) groups.set("", { key: [], rows: [] });
  for (const row of table.rows) {
    const key = by.map(({ term }) => cellOf(term, table, row));
    const id = by.length === 0 ? "" : keyOf(key);
    const group = groups.get(id) ?? { key, rows: [] };
    groups.set(id, group);
    group.rows.push(row);
  }
  const fields: Field[] = [
    ...by.map(({ name, term }) => ({ name, kind: term.kind })),
    ...aggregates.map(({ name, of, arg }) => ({ name, kind: kindOf(of, arg) })),
  ];
  const rows = [...groups.values()].map(({ key, rows }) => [
    ...key,
    ...aggregates.map((one) => aggregate(one, (term) => rows.map((row) => cellOf(term, table, row)), rows.length)),
  ]);
  return { fields, rows };
}

function kindOf(of: Aggregate["of"], arg: Term | undefined): Kind {
  return ["sum", "min", "max", "percentile"].includes(of) ? (arg?.kind ?? "long") : "long";
}

function aggregate({ of, arg, rank = 0 }: Aggregate, valuesOf: (term: Term) => Value[], count: number): Value {
  if (arg === undefined) return BigInt(count);
  const values = valuesOf(arg).filter((value): value is NonNullable<Value> => value !== null);
  const sorted = values.toSorted(compare);
  switch (of) {
    case "countif":
      return BigInt(values.filter((value) => value === true).length);
    case "dcount":
      return BigInt(new Set(values).size);
    case "percentile":
      // The lowest value that at least so many of a hundred do not exceed.
      return sorted.find((_, i) => (i + 1) * 100 >= rank * sorted.length) ?? null;
    case "min":
      return sorted[0] ?? null;
    case "max":
      return sorted.at(-1) ?? null;
    default:
      if (arg.kind === "real") return values.reduce<number>((sum, value) => sum + Number(value), 0);
      return values.reduce<bigint>((sum, value) => BigInt.asIntN(64, sum + BigInt(value)), 0n);
  }
}

function join(left: Table, right: Table, { kind, on }: { kind: JoinKind; on: string }): Table {
  const [l, r] = [indexOf(left, on), indexOf(right, on)];
  // A null key meets a null key (measured).
  const matches = (row: Row): Row[] => right.rows.filter((other) => other[r] === row[l]);
  if (kind === "leftsemi") return { ...left, rows: left.rows.filter((row) => matches(row).length > 0) };
  if (kind === "leftanti") return { ...left, rows: left.rows.filter((row) => matches(row).length === 0) };
  const taken = new Set(left.fields.map(({ name }) => name));
  const renamed = right.fields.map(({ name, kind }) => ({ name: taken.has(name) ? `${name}1` : name, kind }));
  const nothing = right.fields.map((field) => (field.kind === "string" ? "" : null));
  const rows = left.rows.flatMap((row) => {
    const found = matches(row);
    const others = found.length === 0 && (kind === "leftouter" || kind === "fullouter") ? [nothing] : found;
    return others.map((other) => [...row, ...other]);
  });
  const alone =
    kind === "rightouter" || kind === "fullouter"
      ? right.rows.filter((row) => !left.rows.some((other) => other[l] === row[r]))
      : [];
  const empty = left.fields.map((field) => (field.kind === "string" ? "" : null));
  return { fields: [...left.fields, ...renamed], rows: [...rows, ...alone.map((row) => [...empty, ...row])] };
}

function indexOf({ fields }: Table, name: string): number {
  return fields.findIndex((field) => field.name === name);
}

function named(tables: Tables, name: string): Table {
  const table = tables.get(name);
  if (table === undefined) throw new Error(`No table ${name}`);
  return table;
}

function keyOf(row: Row): string {
  return JSON.stringify(row.map((value) => [typeof value, String(value)]));
}

/** Nulls come first; text by its code points' bytes, which for ASCII is by its characters. */
function compare(a: Value, b: Value): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  return a < b ? -1 : 1;
}
