import { describe, expect, it } from "vitest";
import { readConfig } from "../../provider/src/config.ts";
import { containers } from "../../provider/src/store/cosmos/containers.ts";
import { at, deployProvider, ofType, providerParams, settingsOf } from "./samples.ts";

const documentDb = "Microsoft.DocumentDB/databaseAccounts";

describe("Cosmos DB", () => {
  it("has the containers that the provider uses, and no others", () => {
    const made = ofType(deployProvider(), `${documentDb}/sqlDatabases/containers`).map(({ body }) => ({
      id: at(body, "properties.resource.id"),
      partitionKey: at(body, "properties.resource.partitionKey.paths.0"),
      defaultTtl: at(body, "properties.resource.defaultTtl"),
    }));

    expect(made).toEqual(Object.values(containers));
  });

  it("takes Entra tokens only, and gives the server its documents alone", () => {
    const deployment = deployProvider();
    const [account] = ofType(deployment, documentDb);
    const [access, ...more] = ofType(deployment, `${documentDb}/sqlRoleAssignments`);

    expect(account?.body["properties"]).toMatchObject({
      disableLocalAuth: true,
      disableKeyBasedMetadataWriteAccess: true,
      minimalTlsVersion: "Tls12",
    });
    expect(String(at(access?.body, "properties.roleDefinitionId"))).toMatch(
      /\/sqlRoleDefinitions\/00000000-0000-0000-0000-000000000002$/,
    );
    expect(more).toEqual([]);
  });

  it("is billed and backed up as asked", () => {
    const serverless = deployProvider();
    const autoscale = deployProvider({
      cosmosCapacityMode: "autoscale",
      cosmosMaxThroughput: 2000,
      cosmosBackup: "Periodic",
    });
    const options = `${documentDb}/sqlDatabases`;

    expect(at(ofType(serverless, documentDb)[0]?.body, "properties.capabilities")).toEqual([
      { name: "EnableServerless" },
    ]);
    expect(at(ofType(serverless, options)[0]?.body, "properties.options")).toEqual({});
    expect(at(ofType(serverless, documentDb)[0]?.body, "properties.backupPolicy.type")).toBe("Continuous");
    expect(at(ofType(autoscale, documentDb)[0]?.body, "properties.capabilities")).toEqual([]);
    expect(at(ofType(autoscale, options)[0]?.body, "properties.options")).toEqual({
      autoscaleSettings: { maxThroughput: 2000 },
    });
    expect(at(ofType(autoscale, documentDb)[0]?.body, "properties.backupPolicy.type")).toBe("Periodic");
  });
});

describe("server", () => {
  it("gets settings that the provider's own check takes", () => {
    const guid = "55555555-5555-4555-8555-555555555555";
    const written = settingsOf(
      deployProvider({ corsOrigins: ["https://a.example.com", "https://b.example.com"], tabClientId: guid }),
    );
    const known = {
      "[account.properties.documentEndpoint]": "https://x.documents.azure.com:443/",
      "[identity.properties.clientId]": guid,
    };

    const config = readConfig(
      Object.fromEntries(Object.entries(written).map(([name, value]) => [name, Reflect.get(known, value) ?? value])),
    );

    expect(config).toMatchObject({
      listen: { host: "0.0.0.0" },
      tokens: { audience: providerParams["apiClientId"] },
      store: {
        kind: "cosmos",
        endpoint: "https://x.documents.azure.com:443/",
        database: "logdoctor",
        identityClientId: guid,
      },
      corsOrigins: ["https://a.example.com", "https://b.example.com"],
      tab: { clientId: guid },
    });
  });

  it("takes its signing key from Key Vault by reference", () => {
    expect(settingsOf(deployProvider())["BUNDLE_SIGNING_KEY"]).toMatch(/@Microsoft\.KeyVault\(SecretUri=.*secrets\//);
  });

  it.each([
    ["KR", "koreacentral"],
    ["JP", "japaneast"],
  ])("keeps everything of %s in %s", (region, location) => {
    const places = deployProvider({ region }).resources.flatMap(({ body }) =>
      body["location"] === undefined ? [] : [body["location"]],
    );

    expect(new Set(places)).toEqual(new Set([location]));
  });

  it.each([
    ["another region", { region: "US" }],
    ["a short client id", { apiClientId: "x" }],
    ["no instance", { instanceCount: 0 }],
  ])("refuses %s", (_, params) => {
    expect(() => deployProvider(params)).toThrow(/main\.bicep/);
  });
});

describe("Key Vault", () => {
  it("cannot be emptied for good, and is read by role", () => {
    expect(ofType(deployProvider(), "Microsoft.KeyVault/vaults")[0]?.body["properties"]).toMatchObject({
      enablePurgeProtection: true,
      enableRbacAuthorization: true,
      softDeleteRetentionInDays: 90,
    });
  });
});
