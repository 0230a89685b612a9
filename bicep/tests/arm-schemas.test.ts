import { describe, expect, it } from "vitest";
import type { Deployed } from "../src/index.ts";
import { schemaProblems } from "./arm-schemas.ts";
import { agentEverything, deployAgent, deployProvider } from "./samples.ts";

const deployments = [
  ["agent as it comes", deployAgent()],
  ["agent with everything", deployAgent(agentEverything)],
  ["provider as it comes", deployProvider()],
  [
    "provider with everything",
    deployProvider({ cosmosCapacityMode: "autoscale", cosmosBackup: "Periodic", tabClientId: "x", withBot: true }),
  ],
] as const;

describe.each(deployments)("resources of %s", (_, deployment) => {
  it("have no property or value that their published schema does not know", () => {
    const problems = deployment.resources.flatMap((resource) =>
      schemaProblems(resource).problems.map((problem) => `${resource.type} ${resource.name}: ${problem}`),
    );

    expect(problems).toEqual([]);
  });

  it("have names that stand once", () => {
    const names = deployment.resources.map(({ type, name, scope }) => `${scope} ${type} ${name}`);

    expect(new Set(names).size).toBe(names.length);
  });
});

it("checks every type but those whose schema was not published, or is not kept here", () => {
  const all = deployments.flatMap(([, deployment]) => deployment.resources);
  const unchecked = all
    .filter((resource) => !schemaProblems(resource).checked)
    .map(({ type, apiVersion }) => `${type}@${apiVersion}`);

  expect([...new Set(unchecked)]).toEqual([
    "Microsoft.Insights/components@2020-02-02",
    "Microsoft.Web/sites/extensions@2022-09-01",
    // `provider.test.ts` names each property of these.
    "Microsoft.BotService/botServices@2022-09-15",
    "Microsoft.BotService/botServices/channels@2022-09-15",
  ]);
});

describe("what the schema check finds", () => {
  const account: Deployed = {
    file: "x",
    symbol: "x",
    type: "Microsoft.Storage/storageAccounts",
    apiVersion: "2025-01-01",
    name: "account",
    scope: undefined,
    body: { location: "koreacentral", kind: "StorageV2", sku: { name: "Standard_LRS" }, properties: {} },
  };

  it.each([
    ["a misspelt property", { properties: { allowSharedKeyAcess: false } }],
    ["a wrong value", { properties: { minimumTlsVersion: "1.2" } }],
    ["a wrong type", { properties: { allowBlobPublicAccess: "no" } }],
    ["a foreign property", { zone: "1" }],
    ["a missing one", { sku: {} }],
  ])("%s", (_, change) => {
    expect(schemaProblems(account)).toEqual({ checked: true, problems: [] });
    expect(schemaProblems({ ...account, body: { ...account.body, ...change } }).problems).not.toEqual([]);
  });
});
