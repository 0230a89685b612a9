import { tableColumns } from "@logdoctor/kql/tables";
import { createEngine, type Engine, ticksFromIso } from "@logdoctor/kql-engine";
import { composePrevention, parseGroups } from "@logdoctor/kql-prevent";
import type { ReadableSource } from "@logdoctor/shared-policies";
import type { PreventScan, PreventWorkspace, WorkspaceTable } from "../jobs/prevent/ports.ts";
import { WorkspaceError } from "../jobs/retain/ports.ts";

export type PreventRow = Readonly<Record<string, unknown>>;

export interface FakePrevention extends PreventWorkspace {
  /** Adds rows that come in at an instant. */
  ingest(table: string, rows: readonly PreventRow[], at: string): Promise<void>;
  /** Every query that was asked, in order. */
  readonly scans: PreventScan[];
  /** Says which queries fail, and how. */
  fails: (scan: PreventScan) => WorkspaceError["kind"] | undefined;
  /** What names tables, by place; an absent one cannot be read. */
  uses: Partial<Record<ReadableSource, readonly string[]>>;
  gb: ReadonlyMap<string, number>;
  readonly plans: Map<string, WorkspaceTable["plan"]>;
  close(): Promise<void>;
}

/** A workspace that runs the very queries of Prevent over rows in memory. */
export async function fakePrevention(names: readonly string[]): Promise<FakePrevention> {
  const engine = await createEngine({ memoryLimit: "1GB" });
  for (const name of names) {
    const columns = Object.entries(tableColumns(name) ?? {}).map(([column, type]) => ({ name: column, type }));
    await engine.createTable(name, columns);
  }
  const fake: FakePrevention = {
    scans: [],
    fails: () => undefined,
    uses: {},
    gb: new Map(),
    plans: new Map(),
    close: () => engine.close(),
    async ingest(table, rows, at) {
      const lines = rows.map((row) => JSON.stringify({ _IsBillable: "True", _BilledSize: 500, ...row }));
      await engine.insertJson(table, lines, ticksFromIso(at));
    },
    tables: async () =>
      names.map((table) => ({
        table,
        plan: fake.plans.get(table) ?? "Analytics",
        columns: Object.keys(tableColumns(table) ?? {}),
      })),
    async scan(request) {
      fake.scans.push(request);
      const failure = fake.fails(request);
      if (failure !== undefined) throw new WorkspaceError(failure, `the query failed: ${failure}`);
      const text = composePrevention({ ...request, ...request.window });
      return parseGroups(await answerOf(engine, text), request.rules);
    },
    billedGb: async () => fake.gb,
    async use(place) {
      const texts = fake.uses[place];
      if (texts === undefined) throw new WorkspaceError("denied", "403");
      return { texts };
    },
  };
  return fake;
}

async function answerOf(engine: Engine, text: string): Promise<PreventRow[]> {
  const { columns, rows } = await engine.query(text, { now: 0n });
  const cells: PreventRow[] = [];
  for await (const batch of rows())
    for (const line of batch) {
      const values = JSON.parse(line) as unknown[];
      cells.push(Object.fromEntries(columns.map(({ name }, i) => [name, values[i]])));
    }
  return cells;
}
