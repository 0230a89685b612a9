import { describe, expect, test } from "vitest";
import { agentConfig } from "./config.ts";

const good = {
  LOGDOCTOR_PROVIDER_URL: "https://provider.example",
  LOGDOCTOR_PROVIDER_SCOPE: "api://x/.default",
  LOGDOCTOR_TENANT_ID: "7a1c1f0e-52b4-4c6e-9a51-0d3a8f2b7c10",
  LOGDOCTOR_WORKSPACE_RESOURCE_ID:
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/w",
  LOGDOCTOR_WORKSPACE_ID: "7a1c1f0e-52b4-4c6e-9a51-0d3a8f2b7c11",
  LOGDOCTOR_REGION: "koreacentral",
  LOGDOCTOR_ARCHIVE_ACCOUNT_URL: "https://account.blob.core.windows.net",
  LOGDOCTOR_BUNDLE_KEYS: '{"keys":[{"kty":"OKP","crv":"Ed25519","x":"abc"}]}',
};

test("the smallest sound settings take careful defaults", () => {
  expect(agentConfig(good)).toMatchObject({
    LOGDOCTOR_CEILING: { dryRunOnly: false, allowPurge: false, minTotalRetentionDays: 31 },
    LOGDOCTOR_LOGS_ENDPOINT: "https://api.loganalytics.azure.com/v1",
    LOGDOCTOR_SCHEDULE: "0 */5 * * * *",
  });
});

describe("refused, with the setting's name", () => {
  test.each([
    ["LOGDOCTOR_PROVIDER_URL", "http://provider.example"],
    ["LOGDOCTOR_ARCHIVE_ACCOUNT_URL", "http://account.blob.core.windows.net"],
    ["LOGDOCTOR_TENANT_ID", "contoso"],
    ["LOGDOCTOR_WORKSPACE_RESOURCE_ID", "/subscriptions/s"],
    ["LOGDOCTOR_BUNDLE_KEYS", '{"keys":[]}'],
    ["LOGDOCTOR_BUNDLE_KEYS", '{"keys":[{"kty":"RSA","n":"1","e":"AQAB"}]}'],
    ["LOGDOCTOR_CEILING", "not json"],
    ["LOGDOCTOR_CEILING", '{"maxRows":1}'],
    ["LOGDOCTOR_TIME_BUDGET_SECONDS", "5000"],
    ["LOGDOCTOR_REGION", ""],
  ])("%s = %s", (name, value) => {
    expect(() => agentConfig({ ...good, [name]: value })).toThrow(name);
  });

  test("all wrong settings at once", () => {
    const wrong = { ...good, LOGDOCTOR_TENANT_ID: "x", LOGDOCTOR_REGION: "" };
    expect(() => agentConfig(wrong)).toThrow(
      /LOGDOCTOR_TENANT_ID[\s\S]*LOGDOCTOR_REGION|LOGDOCTOR_REGION[\s\S]*LOGDOCTOR_TENANT_ID/,
    );
  });

  test("plain http is allowed on this very machine only", () => {
    expect(agentConfig({ ...good, LOGDOCTOR_PROVIDER_URL: "http://127.0.0.1:7070" }).LOGDOCTOR_PROVIDER_URL).toBe(
      "http://127.0.0.1:7070",
    );
    expect(() => agentConfig({ ...good, LOGDOCTOR_PROVIDER_URL: "http://127.0.0.1.evil.example" })).toThrow(
      "LOGDOCTOR_PROVIDER_URL",
    );
  });
});
