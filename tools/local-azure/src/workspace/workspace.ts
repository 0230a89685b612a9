import { type Column, createEngine, type Engine, type EngineOptions } from "@logdoctor/kql-engine";
import type { Grace, Plan } from "./retention.ts";
import { columnsOf, customTableSchema, TABLE_SCHEMAS, type TableSchema } from "./schemas.ts";

/** One table of a workspace as the Tables API knows it. */
export type Table = {
  readonly name: string;
  readonly schema: TableSchema;
  readonly custom: boolean;
  plan: Plan;
  retentionInDays: number | null;
  totalRetentionInDays: number | null;
  planChangedAt?: number;
  /** `Updating` until then, ms of the clock. */
  lockedUntil: number;
  grace: Grace[];
  /** Rows older than this (ms) are past analytics retention, as of the last sweep. */
  visibleFrom: number;
  /** No row that queries can reach is older than this (ms): retention need not look before. -Infinity: not known. */
  oldest: number;
  /** False until its first row: retention need not look at it. */
  hasRows: boolean;
};

export type Workspace = {
  /** ARM id. */
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  /** The GUID of the query API's path. */
  readonly customerId: string;
  readonly createdAt: string;
  retentionInDays: number;
  immediatePurgeDataOn30Days: boolean;
  defaultDataCollectionRuleResourceId?: string;
  tags: Record<string, string>;
  /** By lower-case name. */
  readonly tables: Map<string, Table>;
  /** Rows that queries see, and older ones that are kept out by `visibleFrom`. */
  readonly engine: Engine;
  /** Rows moved out of the reach of queries; opened when first needed. */
  readonly hidden: () => Promise<Engine>;
  hiddenOpen: boolean;
  /** False until the first row came: queries answer 204. */
  placed: boolean;
  itemCount: number;
  sweptAt: number;
  /** When the quota-bound calls were made, ms of the clock. */
  readonly calls: { deleteData: number[]; purge: number[] };
  /** Runs changes of stored rows one after the other. */
  readonly exclusive: <Result>(work: () => Promise<Result>) => Promise<Result>;
  close(): Promise<void>;
};

export type WorkspaceOptions = {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly customerId: string;
  readonly createdAt: string;
  readonly retentionInDays: number;
  readonly customTables: readonly { name: string; columns: readonly Column[] }[];
  readonly engine: EngineOptions;
};

export async function createWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const { customTables, engine: engineOptions, ...facts } = options;
  const engine = await createEngine(engineOptions);
  let hidden: Promise<Engine> | undefined;
  const workspace: Workspace = {
    ...facts,
    immediatePurgeDataOn30Days: false,
    tags: {},
    tables: new Map(),
    engine,
    hiddenOpen: false,
    hidden: () => {
      workspace.hiddenOpen = true;
      hidden ??= createEngine(engineOptions);
      return hidden;
    },
    placed: false,
    itemCount: 0,
    sweptAt: Number.NEGATIVE_INFINITY,
    calls: { deleteData: [], purge: [] },
    exclusive: createQueue(),
    async close() {
      await engine.close();
      await (await hidden)?.close();
    },
  };
  for (const [name, schema] of TABLE_SCHEMAS) await addTable(workspace, { name, schema, custom: false });
  for (const table of customTables) {
    await addTable(workspace, { name: table.name, schema: customTableSchema(table.columns), custom: true });
  }
  return workspace;
}

/** Creates a table in the store and in the list of the Tables API. */
export async function addTable(workspace: Workspace, table: Pick<Table, "name" | "schema" | "custom">): Promise<Table> {
  await workspace.engine.createTable(table.name, columnsOf(table.schema));
  const added: Table = {
    ...table,
    plan: "Analytics",
    retentionInDays: null,
    totalRetentionInDays: null,
    lockedUntil: 0,
    grace: [],
    visibleFrom: Number.NEGATIVE_INFINITY,
    oldest: Number.NEGATIVE_INFINITY,
    hasRows: false,
  };
  workspace.tables.set(table.name.toLowerCase(), added);
  return added;
}

function createQueue(): Workspace["exclusive"] {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next;
    return next;
  };
}
