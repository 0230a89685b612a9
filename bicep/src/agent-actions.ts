import { fileURLToPath } from "node:url";
import { deploy } from "./deploy.ts";
import type { Arm } from "./value.ts";

export const agentTemplate = fileURLToPath(new URL("../agent/main.bicep", import.meta.url));
const rolesTemplate = fileURLToPath(new URL("../modules/agent-roles.bicep", import.meta.url));
export const providerTemplate = fileURLToPath(new URL("../provider/main.bicep", import.meta.url));

/** Azure RBAC actions, sorted, each once. */
export interface AgentActions {
  readonly control: string[];
  readonly data: string[];
}

export interface AgentFeatures {
  readonly allowRetain?: boolean;
  readonly allowPurge?: boolean;
  readonly allowOperationStatus?: boolean;
  readonly allowTableUse?: boolean;
  /** ARM ids of data collection rules; none by default. */
  readonly filterRuleIds?: readonly string[];
}

const names = {
  roleSuffix: "suffix",
  principalId: "principal",
  workspaceName: "workspace",
  workspaceResourceGroup: "logs",
  workspaceSubscriptionId: "22222222-2222-4222-8222-222222222222",
  archiveAccountName: "archiveaccount",
  archiveContainerName: "archive",
  stateContainerName: "logdoctor-state",
  hostAccountName: "hostaccount",
  componentName: "",
};

/**
 * Actions of the agent's custom roles, read from the Bicep source: on the workspace, its subscription and
 * chosen data collection rules (`control`), and on the archive container (`data`). The built-in roles on the state container and on the host's storage are not
 * among them. A `*` stands for one or more path segments, as in Azure.
 */
export function agentActions(features: AgentFeatures = {}): AgentActions {
  const standard = { allowRetain: true, allowPurge: false, allowOperationStatus: true, allowTableUse: true };
  const wanted = { ...standard, ...features, filterRuleIds: [...(features.filterRuleIds ?? [])] };
  const { resources } = deploy(rolesTemplate, { ...names, ...wanted });
  const permissions = resources
    .filter(({ type }) => type === "Microsoft.Authorization/roleDefinitions")
    .flatMap(({ body }) => listAt(body["properties"], "permissions"));
  const all = (key: string): string[] =>
    [...new Set(permissions.flatMap((item) => listAt(item, key)).map(String))].sort();
  return { control: all("actions"), data: all("dataActions") };
}

function listAt(value: Arm | undefined, key: string): Arm[] {
  const found = typeof value === "object" && value !== null && !Array.isArray(value) ? value[key] : undefined;
  return Array.isArray(found) ? found : [];
}

/** Whether one of the actions of a role allows what a call needs. Letter case does not matter, as in Azure. */
export function allows(actions: readonly string[], needed: string): boolean {
  return actions.some((action) => {
    const pattern = action.toLowerCase().replaceAll(".", "\\.").replaceAll("*", ".+");
    return new RegExp(`^${pattern}$`).test(needed.toLowerCase());
  });
}
