import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { call, getMe } from "@logdoctor/shared-policies";
import { testTenant } from "@logdoctor/shared-policies/testing";
import { expect, test } from "vitest";
import { readConfig } from "./config.ts";
import { startProvider } from "./server.ts";
import { testAudience, testIssuerTemplate, testPersonObject, tokenMint } from "./testing/index.ts";

test("the provider starts from its configuration alone, and again with the same signing key", async () => {
  const folder = mkdtempSync(join(tmpdir(), "logdoctor-provider-"));
  const now = (): Date => new Date();
  const mint = await tokenMint(now);
  let fetched = 0;
  const fetchKeys = async (): Promise<Response> => {
    fetched += 1;
    return Response.json(mint.jwks);
  };
  const config = readConfig({
    API_AUDIENCE: testAudience,
    ISSUER_TEMPLATE: testIssuerTemplate,
    JWKS_URL: "https://login.test/keys",
    DATA_DIRECTORY: folder,
    PORT: "0",
  });
  const lines: object[] = [];
  const first = await startProvider(config, { fetch: fetchKeys, log: (line) => lines.push(line) });
  const keys = await (await fetch(`${first.url}/.well-known/logdoctor-bundle-keys.json`)).text();
  const token = await mint.person({ tenantId: testTenant, objectId: testPersonObject, roles: ["LogDoctor.Reader"] });
  const target = { baseUrl: first.url, fetch, token: async () => token };
  expect((await call(target, getMe)).data).toMatchObject({ tenantId: testTenant, roles: ["reader"] });
  expect((await call(target, getMe)).data.objectId).toBe(testPersonObject);
  expect(fetched).toBe(1);
  expect(JSON.stringify(lines)).not.toContain(token.slice(-20));
  await first.close();

  const keyFile = join(folder, "bundle-signing-key.json");
  expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  const second = await startProvider(config, { fetch: fetchKeys, log: () => undefined });
  expect(await (await fetch(`${second.url}/.well-known/logdoctor-bundle-keys.json`)).text()).toBe(keys);
  expect(keys).not.toContain((JSON.parse(readFileSync(keyFile, "utf8")) as { d: string }).d);
  await second.close();
  rmSync(folder, { recursive: true });
});
