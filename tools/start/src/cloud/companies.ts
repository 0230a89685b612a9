import type { LocalAzure, Person, RegisteredIdentity, Tenant } from "@logdoctor/local-azure";
import { type SampleTenant, type SampleTenantKey, sampleTables, sampleTenants } from "@logdoctor/sample-data";
import { apiClientId } from "./registration.ts";
import type { WorldFile } from "./world-file.ts";

/** One sample company as it stands in the local Azure. */
export interface Company {
  readonly tenant: SampleTenant;
  readonly workspace: Tenant;
  readonly identity: RegisteredIdentity;
  readonly admin: Person;
  readonly reader: Person;
  /** Name of its storage account. */
  readonly account: string;
  /** ARM id of the data collection rule that Filter may change. */
  readonly collectionRule: string;
}

export const companyKeys: readonly SampleTenantKey[] = ["kr", "jp"];

export function accountOf(key: SampleTenantKey): string {
  return `logdoctor${key}`;
}

const names = {
  kr: { admin: ["김하늘", "haneul"], reader: ["이서준", "seojun"] },
  jp: { admin: ["佐藤美咲", "misaki"], reader: ["鈴木大翔", "hiroto"] },
} as const;

/**
 * Creates a company: tenant, workspace with its retention, the agent's identity with the rights that Retain needs, an
 * admin and a reader. `secret` is the identity header, one for all agents of this process.
 */
export async function addCompany(
  azure: LocalAzure,
  key: SampleTenantKey,
  options: { readonly world: WorldFile; readonly secret: string },
): Promise<Company> {
  const tenant = sampleTenants[key];
  const workspace = await azure.addTenant({
    tenantId: tenant.tenantId,
    subscriptionId: tenant.subscriptionId,
    resourceGroup: tenant.resourceGroup,
    workspaceName: tenant.workspaceName,
    region: tenant.region,
    customerId: tenant.workspaceId,
    retentionInDays: 90,
    tableRetention: options.world.retention[key] ?? {},
  });
  const identity = azure.addIdentity({
    name: `id-log-doctor-${key}`,
    tenantId: tenant.tenantId,
    secret: options.secret,
    appRoles: { [apiClientId]: ["Agent.Report"] },
  });
  grantRetain(azure, identity.objectId, workspace.workspaceResourceId, tenant.subscriptionId);
  const collectionRule = azure.addWorkspaceRule({
    ...{ workspace: workspace.workspaceResourceId, name: "workspace-transforms", tables: ["AppTraces"] },
  });
  grantFilter(azure, identity.objectId, collectionRule);
  const person = (part: "admin" | "reader", role: string): Person => {
    const [name, user] = names[key][part];
    return azure.addPerson({ name, username: `${user}@${tenant.domain}`, tenantId: tenant.tenantId, roles: [role] });
  };
  const admin = person("admin", "LogDoctor.Admin");
  const reader = person("reader", "LogDoctor.Reader");
  return { tenant, workspace, identity, admin, reader, account: accountOf(key), collectionRule };
}

/** Retention of every sample table before Log Doctor. */
export function retentionAtFirst(key: SampleTenantKey): WorldFile["retention"][string] {
  return Object.fromEntries(
    sampleTables({ tenant: key }).map(({ table, retentionInDays, totalRetentionInDays }) => [
      table,
      { retentionInDays, totalRetentionInDays },
    ]),
  );
}

const OI = "Microsoft.OperationalInsights";

/** Allows an agent what its custom role on a chosen data collection rule does. */
function grantFilter(azure: LocalAzure, principalId: string, scope: string): void {
  const actions = ["dataCollectionRules/read", "dataCollectionRules/write", "MetricDefinitions/Read", "Metrics/Read"];
  azure.grant({ principalId, scope, actions: actions.map((action) => `Microsoft.Insights/${action}`) });
}

/** Allows an agent what its custom role in `bicep/agent` does; `scope` is its workspace. */
export function grantRetain(azure: LocalAzure, principalId: string, scope: string, subscriptionId: string): void {
  const workspace = ["read", "query/read", "query/*/read", "tables/read", "tables/write", "tables/deleteData/action"];
  const more = ["purge/action", "operations/read", "savedSearches/read", "summaryLogs/read"];
  azure.grant({ principalId, scope, actions: [...workspace, ...more].map((action) => `${OI}/workspaces/${action}`) });
  azure.grant({
    principalId,
    scope: `/subscriptions/${subscriptionId}`,
    actions: [
      `${OI}/locations/operationStatuses/read`,
      "Microsoft.Insights/scheduledQueryRules/read",
      "Microsoft.Insights/workbooks/read",
    ],
  });
}
