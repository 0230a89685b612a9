import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

const audience = "5f0c2d5e-8f0a-4b57-9d0c-2f1f0b6a7e11";

test("an audience is all that must be given", () => {
  const config = readConfig({ API_AUDIENCE: audience });
  expect(config.tokens).toMatchObject({ audience, issuerTemplate: "https://login.microsoftonline.com/{tid}/v2.0" });
  expect(config.store.kind).toBe("embedded");
  expect(config.tab).toBeUndefined();
});

test("every bad name is told at once", () => {
  const bad = {
    PORT: "x",
    STORE: "cosmos",
    ISSUER_TEMPLATE: "https://issuer",
    TAB_DIRECTORY: "/tab",
    RATE_BURST: "-1",
  };
  expect(() => readConfig(bad)).toThrow(
    /PORT[\s\S]*API_AUDIENCE[\s\S]*ISSUER_TEMPLATE[\s\S]*RATE_BURST[\s\S]*COSMOS_ENDPOINT[\s\S]*BUNDLE_SIGNING_KEY[\s\S]*TAB_CLIENT_ID/,
  );
});

test("lists are separated by commas", () => {
  const config = readConfig({ API_AUDIENCE: audience, CORS_ORIGINS: "https://a.test, https://b.test," });
  expect(config.corsOrigins).toEqual(["https://a.test", "https://b.test"]);
});

test("a bot has a registration of its own, and says where it lives", () => {
  const bot = { API_AUDIENCE: audience, BOT_APP_ID: "0a6c1f52-7d3e-4d0b-9b7a-3f5e8c2d1a90" };
  expect(() => readConfig(bot)).toThrow(/BOT_TENANT_ID/);
  expect(() => readConfig({ ...bot, BOT_TENANT_ID: audience, BOT_APP_ID: audience })).toThrow(/two registrations/);
  expect(readConfig({ ...bot, BOT_TENANT_ID: audience }).notify.bot).toMatchObject({ appId: bot.BOT_APP_ID });
});
