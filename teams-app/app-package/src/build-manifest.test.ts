import { readFile } from "node:fs/promises";
import { join } from "node:path";
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { buildManifest } from "./build-manifest.ts";
import { packageFolder } from "./icons.ts";
import { anInstallation } from "./testing.ts";

async function json(path: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(join(packageFolder, path), "utf8"));
}

async function problemsOf(schema: string, document: unknown): Promise<unknown[]> {
  // The schemas hold patterns that only the older syntax, without the u flag, accepts.
  const ajv = new Ajv.default({ allErrors: true, strict: false, unicodeRegExp: false });
  addFormats.default(ajv as never);
  const validate = ajv.compile(await json(`schema/${schema}`));
  validate(document);
  return validate.errors ?? [];
}

const manifestSchema = "MicrosoftTeams.schema.v1.25.json";

describe("against Microsoft's schema", () => {
  test("the manifest is valid", async () => {
    expect(await problemsOf(manifestSchema, buildManifest(anInstallation()))).toEqual([]);
  });

  test("the manifest with a bot is valid, and the bot is not the API", async () => {
    const botAppId = "0a6c1f52-7d3e-4d0b-9b7a-3f5e8c2d1a90";
    const manifest = buildManifest({ ...anInstallation(), botAppId });
    expect(await problemsOf(manifestSchema, manifest)).toEqual([]);
    expect(manifest).toMatchObject({ bots: [{ botId: botAppId, isNotificationOnly: false }] });
    const { apiAppId } = anInstallation();
    expect(() => buildManifest({ ...anInstallation(), botAppId: apiAppId })).toThrow(/registration of its own/);
  });

  test("an unknown key would be found", async () => {
    const manifest = { ...buildManifest(anInstallation()), extra: true };

    expect(await problemsOf(manifestSchema, manifest)).not.toEqual([]);
  });

  test.each(["ko", "ja"])("the texts in %s are valid", async (language) => {
    const texts = await json(`languages/${language}.json`);

    expect(await problemsOf("MicrosoftTeams.Localization.schema.json", texts)).toEqual([]);
  });
});

test("single sign-on, tab and allowed domains name one host", () => {
  const manifest = buildManifest(anInstallation({ tabHost: "logs.example.org" }));

  expect(manifest.validDomains).toEqual(["logs.example.org"]);
  expect(new URL(manifest.webApplicationInfo.resource).host).toBe("logs.example.org");
  expect(new URL(manifest.staticTabs[0]?.contentUrl ?? "").host).toBe("logs.example.org");
});

test("every text of the manifest is in each language", async () => {
  const [korean, japanese] = await Promise.all([json("languages/ko.json"), json("languages/ja.json")]);

  expect(Object.keys(korean)).toEqual(Object.keys(japanese));
  expect(Object.keys(korean)).toContain("staticTabs[0].name");
});

test("there is no bot yet", () => {
  expect(buildManifest(anInstallation())).not.toHaveProperty("bots");
});

describe("refuses", () => {
  test.each([
    { appId: "logdoctor" },
    { apiAppId: "" },
    { tabHost: "https://logdoctor.contoso.com" },
    { tabHost: "logdoctor.contoso.com/tab" },
    { version: "1" },
  ])("%o", (wrong) => {
    expect(() => buildManifest(anInstallation(wrong))).toThrow(Object.keys(wrong)[0]);
  });
});
