import type { Column } from "@logdoctor/kql-engine";
import { type BuiltInRole, builtInGrant } from "./access/built-in-roles.ts";
import type { Grant } from "./access/grants.ts";
import { workspaceId } from "./arm/arm-call.ts";
import { type QueryDocuments, setQueryDocuments } from "./arm/use-routes.ts";
import type { RuleBody } from "./dcr/rule.ts";
import { storeRule } from "./dcr/store-rule.ts";
import type { Identity, Person } from "./identity/principals.ts";
import { guidFrom } from "./ids.ts";
import type { ApiRegistration } from "./options.ts";
import { createWorkspace, type Table, type Workspace } from "./workspace/workspace.ts";
import type { World } from "./world.ts";

export type TenantOptions = {
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly workspaceName: string;
  /** Azure region, such as `koreacentral`. */
  readonly region: string;
  /** Workspace GUID of the query API; by default derived from the ARM id. */
  readonly customerId?: string;
  /** Workspace default, 30 days if absent. */
  readonly retentionInDays?: number;
  readonly customTables?: readonly { name: string; columns: readonly Column[] }[];
  /** Own retention of tables from the start, by table name. */
  readonly tableRetention?: Readonly<Record<string, { retentionInDays?: number; totalRetentionInDays?: number }>>;
};

export type Tenant = {
  readonly tenantId: string;
  readonly workspaceResourceId: string;
  readonly customerId: string;
  readonly region: string;
};

export type IdentityOptions = Pick<Identity, "name" | "tenantId"> & Partial<Omit<Identity, "name" | "tenantId">>;

/** An identity with what a process needs to sign in as it. */
export type RegisteredIdentity = Identity & {
  readonly environment: { readonly IDENTITY_ENDPOINT: string; readonly IDENTITY_HEADER: string };
};

export type PersonOptions = Pick<Person, "name" | "username" | "tenantId"> &
  Partial<Pick<Person, "objectId" | "roles">>;

export type WorkspaceRuleOptions = {
  /** ARM id. */
  readonly workspace: string;
  readonly name: string;
  readonly tables: readonly string[];
};

/** What exists in this Azure: in process only, there is no wire protocol for it. */
export type Registry = {
  addApi(api: ApiRegistration): void;
  /** One customer: a tenant with its workspace and the empty tables of the schema list. */
  addTenant(options: TenantOptions): Promise<Tenant>;
  addIdentity(options: IdentityOptions): RegisteredIdentity;
  addPerson(options: PersonOptions): Person;
  /** Assigns a role; effective at once, although Azure may take up to an hour. */
  grant(grant: Grant): void;
  grantRole(principalId: string, role: BuiltInRole, scope: string): void;
  revoke(principalId: string): void;
  /** Alert rules, workbooks, saved functions and summary rules, in place of those that were there. */
  setQueryDocuments(workspaceResourceId: string, documents: QueryDocuments): void;
  /**
   * Gives a tenant a data collection rule of kind WorkspaceTransforms without any transformation, one flow for each table, and names it
   * as the workspace's default. Throws RangeError for an unknown workspace.
   */
  addWorkspaceRule(options: WorkspaceRuleOptions): string;
  /** By ARM id or customer id. Throws for an unknown one. */
  findTable(workspace: string, table: string): { workspace: Workspace; table: Table };
};

export function createRegistry(world: World): Registry {
  return {
    addApi: (api) => void world.apis.push(api),
    addTenant: (options) => addTenant(world, options),
    addIdentity: (options) => addIdentity(world, options),
    addPerson: (options) => addPerson(world, options),
    grant: (grant) => void world.grants.push(grant),
    grantRole: (principalId, role, scope) => void world.grants.push(builtInGrant(principalId, role, scope)),
    revoke(principalId) {
      const kept = world.grants.filter((grant) => grant.principalId !== principalId);
      world.grants.splice(0, world.grants.length, ...kept);
    },
    setQueryDocuments: (workspaceResourceId, documents) => setQueryDocuments(world, workspaceResourceId, documents),
    addWorkspaceRule: (options) => addWorkspaceRule(world, options),
    findTable: (workspace, table) => findTable(world, workspace, table),
  };
}

async function addTenant(world: World, options: TenantOptions): Promise<Tenant> {
  const id = workspaceId(options.subscriptionId, options.resourceGroup, options.workspaceName);
  const workspace = await createWorkspace({
    id,
    name: options.workspaceName,
    location: options.region,
    tenantId: options.tenantId,
    subscriptionId: options.subscriptionId,
    resourceGroup: options.resourceGroup,
    customerId: (options.customerId ?? guidFrom(id)).toLowerCase(),
    createdAt: world.clock.nowIso(),
    retentionInDays: options.retentionInDays ?? 30,
    customTables: options.customTables ?? [],
    engine: world.settings.engine,
  });
  world.workspaces.set(id.toLowerCase(), workspace);
  for (const [name, days] of Object.entries(options.tableRetention ?? {})) {
    const { table } = findTable(world, id, name);
    table.retentionInDays = days.retentionInDays ?? null;
    table.totalRetentionInDays = days.totalRetentionInDays ?? null;
  }
  return {
    tenantId: options.tenantId,
    workspaceResourceId: id,
    customerId: workspace.customerId,
    region: options.region,
  };
}

function addIdentity(world: World, options: IdentityOptions): RegisteredIdentity {
  const seed = `${options.tenantId}/${options.name}`;
  const identity: Identity = {
    clientId: guidFrom(`${seed}/client`),
    objectId: guidFrom(`${seed}/object`),
    kind: "user-assigned",
    resourceId: `/subscriptions/${guidFrom(options.tenantId)}/resourceGroups/local/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${options.name}`,
    secret: world.newId(),
    appRoles: {},
    ...options,
  };
  world.identities.push(identity);
  return {
    ...identity,
    environment: { IDENTITY_ENDPOINT: `${world.baseUrl()}/msi/token`, IDENTITY_HEADER: identity.secret },
  };
}

function addPerson(world: World, options: PersonOptions): Person {
  const person: Person = { objectId: guidFrom(`${options.tenantId}/${options.username}`), roles: [], ...options };
  world.people.push(person);
  return person;
}

function addWorkspaceRule(world: World, { workspace: id, name, tables }: WorkspaceRuleOptions): string {
  const workspace = world.workspaces.get(id.toLowerCase());
  if (workspace === undefined) throw new RangeError(`No workspace ${id}`);
  const group = `/subscriptions/${workspace.subscriptionId}/resourceGroups/${workspace.resourceGroup}`;
  const ruleId = `${group}/providers/Microsoft.Insights/dataCollectionRules/${name}`;
  const body: RuleBody = {
    location: workspace.location,
    kind: "WorkspaceTransforms",
    properties: {
      dataSources: {},
      destinations: { logAnalytics: [{ name: "workspace", workspaceResourceId: workspace.id }] },
      dataFlows: tables.map((table) => ({ streams: [`Microsoft-Table-${table}`], destinations: ["workspace"] })),
    },
  };
  storeRule(world, { id: ruleId, tenantId: workspace.tenantId, body });
  workspace.defaultDataCollectionRuleResourceId = ruleId;
  return ruleId;
}

function findTable(world: World, workspace: string, name: string): { workspace: Workspace; table: Table } {
  const wanted = workspace.toLowerCase();
  const found = [...world.workspaces.values()].find(
    (one) => one.id.toLowerCase() === wanted || one.customerId === wanted,
  );
  if (found === undefined) throw new RangeError(`No workspace ${workspace}`);
  const table = found.tables.get(name.toLowerCase());
  if (table === undefined) throw new RangeError(`No table ${name} in ${workspace}`);
  return { workspace: found, table };
}
