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

  it.each([
    ["BUNDLE_SIGNING_KEY", "signingKeyName"],
    ["NOTIFY_KEY", "notifyKeyName"],
  ])("takes %s from Key Vault by reference", (name, secretName) => {
    expect(settingsOf(deployProvider())[name]).toMatch(/@Microsoft\.KeyVault\(SecretUri=.*secrets\//);
    expect(settingsOf(deployProvider())[name]).toContain(`secrets/\${${secretName}})`);
  });

  it.each([
    ["KR", "koreacentral"],
    ["JP", "japaneast"],
  ])("keeps everything of %s in %s", (region, location) => {
    const places = (params: object) =>
      deployProvider({ region, ...params }).resources.flatMap(({ body, type }) =>
        body["location"] === undefined ? [] : [`${type.split("/")[0]} ${body["location"]}`],
      );
    const elsewhere = (params: object) => places(params).filter((place) => !place.endsWith(` ${location}`));

    expect(elsewhere({})).toEqual([]);
    // The registration of a bot has no region; no message passes through it that the bot does not post.
    expect(new Set(elsewhere({ withBot: true }))).toEqual(new Set(["Microsoft.BotService global"]));
  });

  it.each([
    ["another region", { region: "US" }],
    ["a short client id", { apiClientId: "x" }],
    ["no instance", { instanceCount: 0 }],
  ])("refuses %s", (_, params) => {
    expect(() => deployProvider(params)).toThrow(/main\.bicep/);
  });
});

describe("the bot", () => {
  const guid = "66666666-6666-4666-8666-666666666666";
  const withBot = (params: Parameters<typeof deployProvider>[0] = {}) => deployProvider({ withBot: true, ...params });
  const botService = "Microsoft.BotService/botServices";
  const identities = (deployment: ReturnType<typeof deployProvider>) =>
    Object.keys(at(ofType(deployment, "Microsoft.Web/sites")[0]?.body, "identity.userAssignedIdentities") ?? {});

  /** Settings as the server reads them, with what Azure fills in. */
  function configOf(deployment: ReturnType<typeof deployProvider>) {
    const written = Object.entries(settingsOf(deployment)).map(([name, value]) => {
      const filled = value
        .replace("[botIdentity!.properties.clientId]", guid)
        .replace("[account.properties.documentEndpoint]", "https://x.documents.azure.com:443/")
        .replace("[identity.properties.clientId]", "55555555-5555-4555-8555-555555555555");
      return [name, filled] as const;
    });
    return readConfig(Object.fromEntries(written));
  }

  it("is there where it is asked for, and nothing of it where it is not", () => {
    const without = deployProvider();
    expect(without.resources.filter(({ type }) => type.startsWith(botService))).toEqual([]);
    expect(identities(without)).toHaveLength(1);
    expect(configOf(without).notify.bot).toBeUndefined();
  });

  it("is a managed identity of its own, without a secret, that the server has beside the one of its store", () => {
    const deployment = withBot({ botTenants: [guid] });
    const { bot } = configOf(deployment).notify;
    const homeTenant = at(ofType(deployment, botService)[0]?.body, "properties.msaAppTenantId");
    expect(bot).toMatchObject({ appId: guid, secret: undefined, tenants: [guid], homeTenant });
    expect(identities(deployment)).toHaveLength(2);
    const [registration] = ofType(deployment, botService);
    expect(registration?.body["properties"]).toMatchObject({
      msaAppType: "UserAssignedMSI",
      msaAppId: "[botIdentity!.properties.clientId]",
      disableLocalAuth: true,
    });
    expect(identities(deployment)).toContain(String(at(registration?.body, "properties.msaAppMSIResourceId")));
  });

  it("is never the API's registration, and has no right on anything", () => {
    const assignments = withBot().resources.filter(({ type }) => /roleAssignments$/i.test(type));
    expect(JSON.stringify(assignments)).not.toContain("botIdentity");
    expect(JSON.stringify(assignments)).not.toMatch(/-bot-/);
    expect(() => configOf(withBot({ apiClientId: guid }))).toThrow(/two registrations/);
  });

  it("is reached by Teams alone, at the path that the server has", () => {
    const channels = ofType(withBot(), `${botService}/channels`);
    expect(channels.map(({ name }) => name.split("/").at(-1))).toEqual(["MsTeamsChannel"]);
    expect(at(channels[0]?.body, "properties.properties")).toMatchObject({ isEnabled: true, enableCalling: false });
    expect(String(at(ofType(withBot(), botService)[0]?.body, "properties.endpoint"))).toContain(
      "webApp.outputs.url}/api/messages",
    );
  });

  it("has no property that the type does not know, as its schema is not among those here", () => {
    const [registration] = ofType(withBot(), botService);
    const known = [
      ...["displayName", "endpoint", "msaAppType", "msaAppId", "msaAppTenantId", "msaAppMSIResourceId"],
      ...["disableLocalAuth", "isStreamingSupported", "schemaTransformationVersion"],
    ];
    expect(Object.keys(Object(registration?.body["properties"])).toSorted()).toEqual(known.toSorted());
    expect(registration?.body).toMatchObject({ kind: "azurebot", location: "global", sku: { name: "F0" } });
  });
});

describe("what notifications link to", () => {
  it("is the incident's page of the tab on this server, unless another is given", () => {
    const page = settingsOf(deployProvider())["INCIDENT_URL"] ?? "";
    const [app] = ofType(deployProvider(), "Microsoft.Web/sites");
    expect(page).toBe(`https://${app?.name}.azurewebsites.net/tab/#/detect/incidents/{id}`);
    const deepLink = "https://teams.microsoft.com/l/entity/app/incidents?context=%7B%22subEntityId%22%3A%22{id}%22%7D";
    expect(settingsOf(deployProvider({ incidentUrl: deepLink }))["INCIDENT_URL"]).toBe(deepLink);
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
