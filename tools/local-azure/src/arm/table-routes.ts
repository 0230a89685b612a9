import { z } from "zod";
import { requireAction } from "../access/grants.ts";
import { json } from "../http/call.ts";
import { graceAfter, totalDays } from "../workspace/retention.ts";
import { customTableSchema } from "../workspace/schemas.ts";
import { sweep } from "../workspace/sweep.ts";
import { addTable, type Table, type Workspace } from "../workspace/workspace.ts";
import { type ArmCall, armError, notFound, readArmBody, workspaceOf } from "./arm-call.ts";
import { operationHeaders } from "./operation-routes.ts";
import { startOperation } from "./operations.ts";
import { type ArmRoute, OI, WORKSPACE } from "./route.ts";
import { tableBody } from "./table-body.ts";
import { applyTableChange, type TableChange } from "./table-change.ts";

const Days = z.number().nullable().optional();
const COLUMN_TYPES = {
  boolean: "bool",
  datetime: "datetime",
  string: "string",
  int: "int",
  long: "long",
  real: "real",
  guid: "guid",
  dynamic: "dynamic",
} as const;

const TableWrite = z.looseObject({
  properties: z.looseObject({
    retentionInDays: Days,
    totalRetentionInDays: Days,
    plan: z.enum(["Analytics", "Basic", "Auxiliary"]).optional(),
    schema: z
      .looseObject({ columns: z.array(z.looseObject({ name: z.string(), type: z.string() })).optional() })
      .optional(),
    searchResults: z.unknown().optional(),
    restoredLogs: z.unknown().optional(),
  }),
});

export const TABLE_ROUTES: Record<string, ArmRoute> = {
  [`GET ${WORKSPACE}/tables`]: { action: `${OI}/workspaces/tables/read`, handle: listTables },
  [`GET ${WORKSPACE}/tables/{}`]: { action: `${OI}/workspaces/tables/read`, handle: getTable },
  [`PATCH ${WORKSPACE}/tables/{}`]: { action: `${OI}/workspaces/tables/write`, handle: patchTable },
  [`PUT ${WORKSPACE}/tables/{}`]: { action: `${OI}/workspaces/tables/write`, handle: putTable },
};

/** The table of the path; 404 without it. */
export function tableOf(call: ArmCall, workspace: Workspace): Table {
  const name = call.path.names[3] ?? "";
  const table = workspace.tables.get(name.toLowerCase());
  if (table === undefined) throw notFound(`${workspace.id}/tables/${name}`);
  return table;
}

/** Refuses to touch a table that is `Updating`. */
export function refuseLocked(call: ArmCall, table: Table): void {
  if (table.lockedUntil <= call.world.clock.nowMs()) return;
  const status = call.world.settings.behaviour.lockedStatus;
  throw armError(
    status,
    "Conflict",
    `Table '${table.name}' is being updated. Try again when its provisioning state is Succeeded.`,
  );
}

function listTables(call: ArmCall): Response {
  const workspace = workspaceOf(call);
  return json(200, { value: [...workspace.tables.values()].map((table) => tableBody(call.world, workspace, table)) });
}

function getTable(call: ArmCall): Response {
  const workspace = workspaceOf(call);
  return json(200, tableBody(call.world, workspace, tableOf(call, workspace)));
}

async function patchTable(call: ArmCall): Promise<Response> {
  const workspace = workspaceOf(call);
  const table = tableOf(call, workspace);
  const { properties } = readArmBody(call, TableWrite);
  return writeTable(call, workspace, table, properties);
}

/** A PUT sets what it leaves out to the default; for a custom table it also creates. */
async function putTable(call: ArmCall): Promise<Response> {
  const workspace = workspaceOf(call);
  const { properties } = readArmBody(call, TableWrite);
  if (properties.searchResults !== undefined || properties.restoredLogs !== undefined) {
    throw armError(501, "NotImplemented", "local-azure does not run search jobs or restores.");
  }
  const name = call.path.names[3] ?? "";
  const table = workspace.tables.get(name.toLowerCase()) ?? (await createTable(workspace, name, properties));
  const { retentionInDays = null, totalRetentionInDays = null, plan } = properties;
  return writeTable(call, workspace, table, { plan, retentionInDays, totalRetentionInDays });
}

async function createTable(
  workspace: Workspace,
  name: string,
  properties: z.infer<typeof TableWrite>["properties"],
): Promise<Table> {
  if (!/^[A-Za-z]\w{0,41}_CL$/.test(name))
    throw armError(400, "InvalidParameter", "The name of a custom table must end with _CL.", "name");
  const columns = (properties.schema?.columns ?? []).map((column) => {
    const type = COLUMN_TYPES[column.type.toLowerCase() as keyof typeof COLUMN_TYPES];
    if (type === undefined)
      throw armError(
        400,
        "InvalidParameter",
        `Column type '${column.type}' is not known.`,
        "properties.schema.columns",
      );
    return { name: column.name, type };
  });
  if (!columns.some((column) => column.name === "TimeGenerated" && column.type === "datetime")) {
    throw armError(
      400,
      "InvalidParameter",
      "A custom table needs the column TimeGenerated of type datetime.",
      "properties.schema.columns",
    );
  }
  const table = await addTable(workspace, { name, schema: customTableSchema(columns), custom: true });
  table.plan = properties.plan ?? "Analytics";
  return table;
}

async function writeTable(call: ArmCall, workspace: Workspace, table: Table, change: TableChange): Promise<Response> {
  refuseLocked(call, table);
  const { clock, settings } = call.world;
  const now = clock.nowMs();
  const context = { workspaceDays: workspace.retentionInDays, now, limits: settings.limits };
  const next = applyTableChange(table, change, context);
  if (next.plan !== table.plan) {
    requireAction(call, call.principal, `${OI}/workspaces/write`, workspace.id);
    table.planChangedAt = now;
  }
  const before = totalDays(table, workspace.retentionInDays);
  const after = totalDays({ ...table, ...next }, workspace.retentionInDays);
  table.grace = graceAfter(table, { before, after, now, graceDays: settings.limits.retentionGraceDays });
  Object.assign(table, next);
  table.lockedUntil = now + settings.behaviour.tableUpdateMs;
  await sweep(call.world, workspace);
  if (settings.behaviour.tableWriteAnswer === 200) return json(200, tableBody(call.world, workspace, table));
  const operation = startOperation(call.world, {
    kind: "tableWrite",
    subscriptionId: workspace.subscriptionId,
    region: workspace.location,
    workspaceId: workspace.id,
    durationMs: settings.behaviour.tableUpdateMs,
    work: async () => 0,
  });
  return new Response(null, {
    status: 202,
    headers: operationHeaders(call, operation, `${workspace.id}/tables/${table.name}`),
  });
}
