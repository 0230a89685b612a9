import { describe, expect, it } from "vitest";
import { agentActions, allows, type Deployed } from "../src/index.ts";
import { agentEverything, at, deployAgent, filterRuleId, ofType } from "./samples.ts";

const oi = "Microsoft.OperationalInsights";
const blobs = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs";

const read = [
  `${oi}/workspaces/query/*/read`,
  `${oi}/workspaces/query/read`,
  `${oi}/workspaces/read`,
  `${oi}/workspaces/tables/read`,
  `${oi}/workspaces/savedSearches/read`,
  `${oi}/workspaces/summaryLogs/read`,
  "Microsoft.SecurityInsights/alertRules/read",
];
const use = ["Microsoft.Insights/scheduledQueryRules/read", "Microsoft.Insights/workbooks/read"];
const retain = [`${oi}/workspaces/tables/deleteData/action`, `${oi}/workspaces/tables/write`];
const status = [`${oi}/locations/operationStatuses/read`];
const purge = [`${oi}/workspaces/operations/read`, `${oi}/workspaces/purge/action`];

describe("actions of the agent's roles", () => {
  it.each([
    ["reading alone", { allowRetain: false }, [...read, ...use]],
    ["purge without retain is nothing more", { allowRetain: false, allowPurge: true }, [...read, ...use]],
    ["retain without the subscription", { allowOperationStatus: false, allowTableUse: false }, [...read, ...retain]],
    ["as it comes", {}, [...read, ...use, ...retain, ...status]],
    ["with purge", { allowPurge: true }, [...read, ...use, ...retain, ...status, ...purge]],
  ])("%s", (_, features, control) => {
    expect(agentActions(features)).toEqual({
      control: [...control].sort(),
      data: [`${blobs}/add/action`, `${blobs}/read`, `${blobs}/write`],
    });
  });

  it("hold no wildcard but the names of tables", () => {
    const { control, data } = agentActions({ allowPurge: true });

    expect([...control, ...data].filter((action) => action.includes("*"))).toEqual([`${oi}/workspaces/query/*/read`]);
  });

  it("allow the calls of Retain and nothing near them", () => {
    const { control, data } = agentActions();

    expect(allows(control, `${oi}/workspaces/query/AppTraces/read`)).toBe(true);
    expect(allows(control, `${oi}/workspaces/tables/deletedata/action`)).toBe(true);
    expect(allows(control, `${oi}/workspaces/purge/action`)).toBe(false);
    expect(allows(control, `${oi}/workspaces/write`)).toBe(false);
    expect(allows(control, `${oi}/workspaces/delete`)).toBe(false);
    expect(allows(control, `${oi}/workspaces/sharedKeys/action`)).toBe(false);
    expect(allows(data, `${blobs}/delete`)).toBe(false);
    expect(allows(data, `${blobs}/runAsSuperUser/action`)).toBe(false);
  });
});

describe("actions that Detect needs", () => {
  // What `agent/src/azure/detect-workspace.ts` calls: queries by workspace, and whether a table is there.
  const calls = [
    `${oi}/workspaces/query/read`,
    `${oi}/workspaces/query/AppServiceHTTPLogs/read`,
    `${oi}/workspaces/query/SigninLogs/read`,
    `${oi}/workspaces/tables/read`,
  ];

  it("are those of reading alone: it works where Retain is not allowed", () => {
    const { control } = agentActions({ allowRetain: false, allowOperationStatus: false });

    expect(calls.filter((call) => !allows(control, call))).toEqual([]);
    expect(control.filter((action) => !/\/read$/.test(action))).toEqual([]);
  });

  it("reach no firewall: the agent never changes a rule", () => {
    const { control, data } = agentActions({ allowPurge: true });

    expect([...control, ...data].filter((action) => action.startsWith("Microsoft.Network"))).toEqual([]);
    expect(allows(control, "Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies/write")).toBe(false);
  });
});

describe("actions that Prevent needs", () => {
  // What `agent/src/azure/prevent-workspace.ts` calls.
  const calls = [
    `${oi}/workspaces/query/AppTraces/read`,
    `${oi}/workspaces/query/LAQueryLogs/read`,
    `${oi}/workspaces/tables/read`,
    `${oi}/workspaces/savedSearches/read`,
    `${oi}/workspaces/summaryLogs/read`,
    "Microsoft.SecurityInsights/alertRules/read",
    "Microsoft.Insights/scheduledQueryRules/read",
    "Microsoft.Insights/workbooks/read",
  ];

  it("are to read, and nothing else", () => {
    const { control } = agentActions({ allowRetain: false });

    expect(calls.filter((call) => !allows(control, call))).toEqual([]);
    expect(control.filter((action) => !/\/read$/.test(action))).toEqual([]);
  });
});

describe("actions that Filter needs", () => {
  const insights = "Microsoft.Insights";

  it("are none until a data collection rule is chosen", () => {
    expect(agentActions({ allowTableUse: false }).control.filter((action) => action.startsWith(insights))).toEqual([]);
  });

  it("change and measure rules, and delete none", () => {
    const { control } = agentActions({ filterRuleIds: [filterRuleId], allowTableUse: false });

    expect(control.filter((action) => action.startsWith(insights))).toEqual([
      `${insights}/MetricDefinitions/Read`,
      `${insights}/Metrics/Read`,
      `${insights}/dataCollectionRules/read`,
      `${insights}/dataCollectionRules/write`,
    ]);
  });

  it("are given on the chosen rule alone", () => {
    const deployment = deployAgent({ filterRuleIds: [filterRuleId] });
    const assigned = ofType(deployment, "Microsoft.Authorization/roleAssignments").filter(({ file }) =>
      file.endsWith("filter-role.bicep"),
    );

    expect(assigned.map(({ scope }) => scope)).toEqual([filterRuleId]);
  });
});

const builtIn: Readonly<Record<string, string>> = {
  "ba92f5b4-2d11-453d-a403-e96b0029c9fe": "Storage Blob Data Contributor",
  "b7e6dc6d-f1e8-4753-8033-0f276bb0955b": "Storage Blob Data Owner",
  "974c5e8b-45b9-4653-ba55-5f855dd0fb88": "Storage Queue Data Contributor",
  "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3": "Storage Table Data Contributor",
  "3913510d-42f4-4e42-8a64-420c390055eb": "Monitoring Metrics Publisher",
};

/** Role and scope of each assignment, scopes by their last two parts. */
function grants(resources: readonly Deployed[]): string[] {
  const custom = new Map(
    resources
      .filter(({ type }) => type === "Microsoft.Authorization/roleDefinitions")
      .map(({ name, body }) => [name, String(at(body, "properties.roleName")).replace(/ \(.*\)$/, "")]),
  );
  return resources
    .filter(({ type }) => type === "Microsoft.Authorization/roleAssignments")
    .map(({ scope, body }) => {
      const role = String(at(body, "properties.roleDefinitionId")).split("/").at(-1) ?? "";
      return `${builtIn[role] ?? custom.get(role)} on ${scope?.split("/").slice(-2).join("/")}`;
    })
    .sort();
}

describe("who gets which role where", () => {
  const account = (kind: string) => `storageAccounts/logdoctor${kind}`;
  const plain = (text: string) => text.replace(/(logdoctor(?:host|logs|-agent))-?[0-9a-f]{8}/g, "$1");

  it("is the narrowest scope that works", () => {
    expect(grants(deployAgent(agentEverything).resources).map(plain)).toEqual([
      "Log Doctor Agent - archive on containers/archive",
      "Log Doctor Agent - filter transforms on dataCollectionRules/transforms",
      "Log Doctor Agent - operation status on subscriptions/22222222-2222-4222-8222-222222222222",
      "Log Doctor Agent - purge on workspaces/contoso-logs",
      "Log Doctor Agent - read on workspaces/contoso-logs",
      "Log Doctor Agent - retain on workspaces/contoso-logs",
      "Log Doctor Agent - table use on subscriptions/22222222-2222-4222-8222-222222222222",
      "Monitoring Metrics Publisher on components/logdoctor-agent-telemetry",
      "Storage Blob Data Contributor on containers/logdoctor-state",
      `Storage Blob Data Owner on ${account("host")}`,
      `Storage Queue Data Contributor on ${account("host")}`,
      `Storage Table Data Contributor on ${account("host")}`,
    ]);
  });

  it("follows what the customer allows", () => {
    const roles = grants(deployAgent({ allowRetain: false, allowPurge: true }).resources).filter((grant) =>
      grant.startsWith("Log Doctor"),
    );

    expect(roles.map(plain)).toEqual([
      "Log Doctor Agent - archive on containers/archive",
      "Log Doctor Agent - read on workspaces/contoso-logs",
      "Log Doctor Agent - table use on subscriptions/22222222-2222-4222-8222-222222222222",
    ]);
  });

  it("goes to the agent's identity, as a service principal", () => {
    const assignments = ofType(deployAgent(agentEverything), "Microsoft.Authorization/roleAssignments");

    for (const { body } of assignments) {
      expect(body["properties"]).toMatchObject({
        principalId: "[identity.properties.principalId]",
        principalType: "ServicePrincipal",
      });
    }
    expect(assignments).toHaveLength(12);
  });

  it("reaches a workspace in another subscription", () => {
    const workspaceSubscriptionId = "44444444-4444-4444-8444-444444444444";
    const scopes = ofType(deployAgent({ workspaceSubscriptionId }), "Microsoft.Authorization/roleAssignments").map(
      ({ scope }) => scope,
    );

    expect(scopes).toContain(`/subscriptions/${workspaceSubscriptionId}`);
    expect(scopes).toContain(
      `/subscriptions/${workspaceSubscriptionId}/resourceGroups/contoso-monitoring/providers/${oi}/workspaces/contoso-logs`,
    );
  });
});
