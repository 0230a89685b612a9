import type { DeleteFilter } from "@logdoctor/kql";
import { type HourCount, instantOf, ticksOf } from "@logdoctor/shared-policies";
import type { RowColumn } from "../archive/rows.ts";
import {
  type RetainWorkspace,
  type Selection,
  type TableFacts,
  type TimeRange,
  WorkspaceError,
} from "../jobs/retain/ports.ts";
import type { Process } from "./faults.ts";
import { answerOf } from "./query-answer.ts";
import { referenceProof, type WireRow } from "./reference-hash.ts";

export const fakeColumns: readonly RowColumn[] = [
  { name: "Level", type: "int" },
  { name: "Message", type: "string" },
  { name: "TimeGenerated", type: "datetime" },
  { name: "_ItemId", type: "string" },
];

export interface FakeRow {
  readonly id: string;
  readonly ticks: bigint;
  readonly level: number;
  readonly message: string;
}

/** One table in memory, with the promises that the tests watch. */
export interface FakeTable {
  facts: TableFacts;
  rows: FakeRow[];
}

export interface FakeAzure {
  readonly tables: Map<string, FakeTable>;
  readonly now: () => Date;
  /** Called with the rows that are about to go, before they go. */
  readonly onRemove: (table: string, rows: readonly FakeRow[], how: string) => void;
  readonly operations: Map<string, { doneAt: number; apply: () => void }>;
  readonly deleteCalls: number[];
  /** Rows that one answer carries before it is cut. */
  readonly rowCap: number;
  /** Rows that one query hashes within its time. */
  readonly proofCap: number;
}

/** The workspace as one process sees it, with that process's faults. */
export function fakeWorkspace(azure: FakeAzure, process: Process): RetainWorkspace {
  const select = (selection: Selection, range: TimeRange): FakeRow[] => {
    const table = tableOf(azure, selection.table);
    return table.rows.filter((row) => inRange(row, range) && matches(row, selection.filters));
  };
  const throttled = { error: () => new WorkspaceError("throttled", "429 too many requests") };
  const ask = <T>(answer: () => T): Promise<T> => process.call(answer, { ...throttled, interruptible: true });
  const proofOf = (rows: readonly FakeRow[], selection: Selection) => ({
    ...referenceProof(
      selection.columns,
      rows.map((row) => wireOf(row, selection.columns)),
    ),
    sourceBytes: rows.length * 100,
  });
  return {
    table: (name) => ask(() => azure.tables.get(name)?.facts),
    hours: (selection, before) => ask(() => hoursOf(select(selection, { from: oldest, to: before }))),
    proof: (selection, window) => ask(() => proofOf(select(selection, window), selection)),
    // The last look before a removal: from here on nothing may come between.
    dayProofs: (selection, range) =>
      process.call(() => {
        const rows = select(selection, range);
        if (rows.length > azure.proofCap) throw new WorkspaceError("too-large", "504 gateway timeout");
        return byDay(rows, (own) => proofOf(own, selection));
      }),
    rows: async (selection, window) => ({
      query: "fake",
      body: await answer(azure, process, { selection, rows: () => select(selection, window) }),
    }),
    count: (selection, range) => process.call(() => select(selection, range).length),
    setRetention: (table, days) => process.call(() => lowerRetention(azure, table, days)),
    remove: (method, selection, range) =>
      process.call(() => request(azure, method, { table: selection.table, rows: select(selection, range) }), throttled),
    operation: (reference) => process.call(() => stateOf(azure, reference)),
    inventory: async () => [],
  };
}

const oldest = "1900-01-01T00:00:00Z";

function tableOf(azure: FakeAzure, name: string): FakeTable {
  const table = azure.tables.get(name);
  if (table === undefined) throw new WorkspaceError("missing", name);
  return table;
}

function inRange(row: FakeRow, range: TimeRange): boolean {
  return row.ticks >= ticksOf(range.from) && row.ticks < ticksOf(range.to);
}

function matches(row: FakeRow, filters: readonly DeleteFilter[]): boolean {
  return filters.every(({ operator, value }) => {
    const wanted = Number(value);
    if (operator === ">=") return row.level >= wanted;
    if (operator === "<") return row.level < wanted;
    throw new Error(`the fake knows no ${operator}`);
  });
}

function wireOf(row: FakeRow, columns: readonly RowColumn[]): WireRow {
  const cells: Record<string, string> = {
    Level: String(row.level),
    Message: JSON.stringify(row.message),
    TimeGenerated: JSON.stringify(instantOf(row.ticks)),
    _ItemId: JSON.stringify(row.id),
  };
  return columns.map((column) => cells[column.name] ?? (column.type === "string" ? '""' : "null"));
}

function hoursOf(rows: readonly FakeRow[]): HourCount[] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const hour = `${instantOf(row.ticks).slice(0, 13)}:00:00.0000000Z`;
    counts.set(hour, (counts.get(hour) ?? 0) + 1);
  }
  return [...counts].map(([hour, count]) => ({ hour, rows: count, bytes: count * 100 }));
}

function byDay<T>(rows: readonly FakeRow[], of: (rows: readonly FakeRow[]) => T): ReadonlyMap<string, T> {
  const days = new Map<string, FakeRow[]>();
  for (const row of rows) {
    const day = instantOf(row.ticks).slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), row]);
  }
  return new Map([...days].map(([day, own]) => [day, of(own)]));
}

async function answer(
  azure: FakeAzure,
  process: Process,
  of: { selection: Selection; rows: () => FakeRow[] },
): Promise<AsyncIterable<Uint8Array>> {
  const { columns } = of.selection;
  const whole = (): string => {
    const rows = of.rows().map((row) => wireOf(row, columns));
    if (rows.length <= azure.rowCap) return answerOf(columns, rows);
    return answerOf(columns, rows.slice(0, azure.rowCap), { code: "PartialError", message: "too many rows" });
  };
  const torn = (text: string): string => text.slice(0, Math.floor(text.length * 0.7));
  const error = (): Error => new WorkspaceError("too-large", "504 gateway timeout");
  const text = await process.call(whole, { corrupt: torn, error, interruptible: true });
  return pieces(text);
}

async function* pieces(text: string): AsyncIterable<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += 37) yield bytes.subarray(at, at + 37);
}

function lowerRetention(
  azure: FakeAzure,
  name: string,
  days: { retentionInDays: number; totalRetentionInDays: number },
): void {
  const table = tableOf(azure, name);
  const edge =
    BigInt(azure.now().getTime() - days.totalRetentionInDays * 86_400_000) * 10_000n + 621_355_968_000_000_000n;
  const gone = table.rows.filter((row) => row.ticks < edge);
  azure.onRemove(name, gone, "tableRetention");
  table.facts = { ...table.facts, ...days };
  table.rows = table.rows.filter((row) => !gone.includes(row));
}

function request(azure: FakeAzure, method: string, of: { table: string; rows: readonly FakeRow[] }): string {
  const now = azure.now().getTime();
  const recent = azure.deleteCalls.filter((at) => at > now - 3_600_000);
  if (method === "deleteData" && recent.length >= 10) throw new WorkspaceError("throttled", "429 quota");
  azure.deleteCalls.push(now);
  azure.onRemove(of.table, of.rows, method);
  const table = tableOf(azure, of.table);
  const gone = new Set(of.rows);
  const apply = (): void => {
    table.rows = table.rows.filter((row) => !gone.has(row));
  };
  const reference = `op-${azure.operations.size + 1}`;
  azure.operations.set(reference, { doneAt: now + 20_000, apply });
  return reference;
}

function stateOf(azure: FakeAzure, reference: string): { state: "pending" } | { state: "succeeded" } {
  const operation = azure.operations.get(reference);
  if (operation === undefined || azure.now().getTime() < operation.doneAt) return { state: "pending" };
  operation.apply();
  return { state: "succeeded" };
}
