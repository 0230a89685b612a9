import { Ceiling } from "@logdoctor/shared-policies";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AgentConfig } from "../../agent/src/config.ts";
import { agentTemplate } from "../src/index.ts";
import { readTemplate } from "../src/template.ts";
import { agentEverything, agentParams, at, deployAgent, ofType, settingsOf } from "./samples.ts";

/** Stand-ins for what only Azure knows. */
function filledIn(settings: Readonly<Record<string, string>>): Record<string, string> {
  const guid = "55555555-5555-4555-8555-555555555555";
  const known = {
    "[workspace.properties.customerId]": guid,
    "[identity.properties.clientId]": guid,
    "[workspace.location]": "koreacentral",
  };
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, Reflect.get(known, value) ?? value]),
  );
}

function agentSettings(params: Parameters<typeof deployAgent>[0] = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settingsOf(deployAgent(params))).filter(([name]) => name.startsWith("LOGDOCTOR_")),
  );
}

describe("settings", () => {
  it("are the ones that the agent reads, each by its name", () => {
    const written = Object.keys(agentSettings({ enrolmentCode: "code" }));

    expect(written.sort()).toEqual(Object.keys(AgentConfig.shape).sort());
  });

  it("leave out the enrolment code once there is none", () => {
    expect(agentSettings()).not.toHaveProperty("LOGDOCTOR_ENROLMENT_CODE");
  });

  it("pass the agent's own check", () => {
    const config = AgentConfig.parse(filledIn(agentSettings(agentEverything)));

    expect(config).toMatchObject({
      LOGDOCTOR_ARM_ENDPOINT: "https://management.azure.com",
      LOGDOCTOR_ARM_SCOPE: "https://management.azure.com/.default",
      LOGDOCTOR_BUNDLE_KEYS: { keys: agentParams["bundleKeys"] },
      LOGDOCTOR_ARCHIVE_TIER: "hot",
      LOGDOCTOR_TIME_BUDGET_SECONDS: 1200,
    });
  });

  it("have the agent's defaults", () => {
    const { LOGDOCTOR_REGION: _, ...config } = AgentConfig.parse(filledIn(agentSettings()));
    const needed = [
      "PROVIDER_URL",
      "PROVIDER_SCOPE",
      "TENANT_ID",
      "WORKSPACE_RESOURCE_ID",
      "WORKSPACE_ID",
      "REGION",
      "ARCHIVE_ACCOUNT_URL",
      "BUNDLE_KEYS",
      "CLIENT_ID",
    ];
    const bare = Object.entries(filledIn(agentSettings())).filter(([name]) =>
      needed.some((end) => name === `LOGDOCTOR_${end}`),
    );

    expect(AgentConfig.parse(Object.fromEntries(bare))).toMatchObject(config);
  });

  it("reach the host's storage and telemetry by identity alone", () => {
    const host = Object.fromEntries(
      Object.entries(settingsOf(deployAgent(agentEverything))).filter(([name]) => !name.startsWith("LOGDOCTOR_")),
    );

    expect(host).toEqual({
      AzureWebJobsStorage__credential: "managedidentity",
      AzureWebJobsStorage__clientId: "[identity.properties.clientId]",
      AzureWebJobsStorage__blobServiceUri: "[account.properties.primaryEndpoints.blob]",
      AzureWebJobsStorage__queueServiceUri: "[account.properties.primaryEndpoints.queue]",
      AzureWebJobsStorage__tableServiceUri: "[account.properties.primaryEndpoints.table]",
      // Names the component; local authentication is off, so it opens nothing.
      APPLICATIONINSIGHTS_CONNECTION_STRING: "[component.properties.ConnectionString]",
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: expect.stringMatching(/^\['ClientId=.*;Authorization=AAD'\]$/),
    });
    expect(
      at(ofType(deployAgent(agentEverything), "Microsoft.Insights/components")[0]?.body, "properties.DisableLocalAuth"),
    ).toBe(true);
  });

  it("have none that Flex Consumption refuses", () => {
    const names = Object.keys(settingsOf(deployAgent(agentEverything)));
    const refused =
      /^(FUNCTIONS_|WEBSITE_|AzureWebJobsStorage$|AzureWebJobsDashboard|SCM_|ENABLE_ORYX|APPINSIGHTS_INSTRUMENTATIONKEY)/;

    expect(names.filter((name) => refused.test(name))).toEqual([]);
    expect(ofType(deployAgent(), "Microsoft.Web/sites")[0]?.body["properties"]).not.toHaveProperty(
      "siteConfig.linuxFxVersion",
    );
  });
});

describe("ceiling", () => {
  it("is the language's own when nothing is said", () => {
    expect(JSON.parse(agentSettings()["LOGDOCTOR_CEILING"] ?? "")).toEqual(Ceiling.parse({}));
  });

  it("is what the customer says, whatever it is", () => {
    const wish = fc.record({
      protectedTables: fc.array(fc.constantFrom("SecurityEvent", "SigninLogs", "Custom_CL"), { maxLength: 3 }),
      maxRowsDeletedPerRun: fc.nat(2_000_000_000),
      maxDropRatePercent: fc.integer({ min: 0, max: 100 }),
      jobsOff: fc.subarray(["retain", "prevent", "detect", "filter"]),
      dryRunOnly: fc.boolean(),
      allowPurge: fc.boolean(),
      minTotalRetentionDays: fc.integer({ min: 4, max: 4383 }),
      lockedPatterns: fc.subarray(["sql-injection", "brute-force"]),
      maxPatternExceptions: fc.integer({ min: 0, max: 500 }),
    });
    fc.assert(
      fc.property(wish, (params) => {
        const { maxDropRatePercent, ...same } = params;

        const ceiling = Ceiling.parse(JSON.parse(agentSettings(params)["LOGDOCTOR_CEILING"] ?? ""));

        expect(ceiling).toEqual({ ...same, maxDropRate: maxDropRatePercent / 100 });
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ["a negative number of rows", { maxRowsDeletedPerRun: -1 }],
    ["a drop rate above all", { maxDropRatePercent: 101 }],
    ["a job that does not exist", { jobsOff: ["delete"] }],
    ["a retention that Azure does not take", { minTotalRetentionDays: 3 }],
    ["more exceptions than a bundle holds", { maxPatternExceptions: 501 }],
    ["text for a switch", { dryRunOnly: "false" }],
    ["a secret key for a public one", { bundleKeys: [{ kty: "OKP", crv: "Ed25519", kid: "k", x: "x", d: "secret" }] }],
    ["no key at all", { bundleKeys: [] }],
    ["a parameter that does not exist", { maxRows: 1 }],
    [
      "writing straight to Archive",
      { archiveTiering: { firstTier: "archive", coldAfterDays: -1, archiveAfterDays: -1, deleteAfterDays: 0 } },
    ],
  ])("refuses %s", (_, params) => {
    expect(() => deployAgent(params)).toThrow(/main\.bicep/);
  });
});

describe("storage", () => {
  it("opens to Entra tokens over TLS 1.2 alone", () => {
    const accounts = ofType(deployAgent(), "Microsoft.Storage/storageAccounts");

    expect(accounts).toHaveLength(2);
    for (const { body } of accounts) {
      expect(body["properties"]).toMatchObject({
        allowBlobPublicAccess: false,
        allowSharedKeyAccess: false,
        defaultToOAuthAuthentication: true,
        minimumTlsVersion: "TLS1_2",
        supportsHttpsTrafficOnly: true,
      });
    }
  });

  it("keeps the archive apart from the account that the host owns", () => {
    const containers = ofType(deployAgent(), "Microsoft.Storage/storageAccounts/blobServices/containers");
    const places = containers.map(({ name }) => name.replace(/[0-9a-f]{8}\/default/, ""));

    expect(places).toEqual(["logdoctorhost/deployment", "logdoctorlogs/archive", "logdoctorlogs/logdoctor-state"]);
  });

  it("deletes archived blobs only when told to", () => {
    const rules = (params: Parameters<typeof deployAgent>[0]) =>
      JSON.stringify(ofType(deployAgent(params), "Microsoft.Storage/storageAccounts/managementPolicies")[0]?.body);

    expect(rules({})).not.toContain('"baseBlob":{"delete"');
    expect(rules({})).toContain('"baseBlob":{"tierToCold":{"daysAfterModificationGreaterThan":90}}');
    expect(rules(agentEverything)).toContain('"delete":{"daysAfterCreationGreaterThan":2555}');
    const never = {
      archiveTiering: { firstTier: "cool", coldAfterDays: -1, archiveAfterDays: -1, deleteAfterDays: 0 },
    };
    expect(rules(never)).not.toContain("baseBlob");
  });

  it("is immutable only when told for how long", () => {
    const type = "Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies";

    expect(ofType(deployAgent(), type)).toEqual([]);
    expect(ofType(deployAgent(agentEverything), type).map(({ name }) => name.split("/").slice(1).join("/"))).toEqual([
      "default/archive/default",
    ]);
  });
});

describe("package", () => {
  it("is put in place when its address is given", () => {
    expect(ofType(deployAgent(), "Microsoft.Web/sites/extensions")).toEqual([]);
    expect(ofType(deployAgent(agentEverything), "Microsoft.Web/sites/extensions")[0]?.body).toMatchObject({
      properties: { packageUri: agentEverything["packageUri"], remoteBuild: false },
    });
  });

  it("and the app wait for the role assignments", () => {
    const { modules } = readTemplate(agentTemplate);
    const waiting = modules.filter(({ node }) => node.text.includes("dependsOn: [roles]")).map(({ name }) => name);

    expect(waiting).toEqual(["functionApp", "package"]);
  });
});
