import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ErrorCode, getMe, Problem } from "@logdoctor/shared-policies";
import { afterEach, describe, expect, test } from "vitest";
import { defaultLimits } from "../deps.ts";
import { openEmbeddedStore } from "../store/embedded/embedded-store.ts";
import { countingStore } from "../testing/counting-store.ts";
import { type TestApp, testApp, testClock } from "../testing/index.ts";
import { endpoints } from "./endpoints.ts";
import { openApiDocument } from "./openapi.ts";

const origin = "http://provider.test";
const get = (provider: TestApp, path: string, init?: RequestInit): Promise<Response> =>
  provider.fetch(new Request(origin + path, init));
const codeOf = async (response: Response): Promise<string> => Problem.parse(await response.json()).code;

describe("problems", () => {
  test("404 for an unknown path, 405 with Allow for an unknown method", async () => {
    const provider = await testApp();
    expect(await codeOf(await get(provider, "/v1/nothing"))).toBe("not-found");
    const response = await get(provider, "/v1/retention-policies/some-id", { method: "PATCH" });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, PUT, DELETE"]);
    expect(await codeOf(response)).toBe("method-not-allowed");
  });

  test("an error of ours tells its request id and keeps its cause inside", async () => {
    const provider = await testApp({
      verifyToken: () => {
        throw new Error("secret cause");
      },
    });
    const response = await get(provider, "/v1/me", { headers: { authorization: "Bearer some-token" } });
    const text = await response.text();
    expect(Problem.parse(JSON.parse(text))).toMatchObject({
      code: "internal",
      requestId: response.headers.get("x-request-id"),
    });
    expect(text).not.toContain("secret");
    expect(provider.logged.at(-1)).toMatchObject({
      level: "error",
      code: "internal",
      cause: expect.stringContaining("secret cause"),
    });
    expect(JSON.stringify(provider.logged)).not.toContain("some-token");
  });

  test("a request that takes too long is ended", async () => {
    const provider = await testApp({
      limits: { ...defaultLimits, requestTimeoutMs: 20 },
      verifyToken: () => new Promise(() => undefined),
    });
    const response = await get(provider, "/v1/me", { headers: { authorization: "Bearer x" } });
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(await codeOf(response)).toBe("timeout");
  });
});

test("a tenant that asks too often waits, and others do not", async () => {
  const provider = await testApp({ limits: { ...defaultLimits, ratePerSecond: 1, rateBurst: 3 } });
  const [one, other] = [await provider.admin(), await provider.admin("2b6f0a34-1d0e-4f7b-8f3c-5a7d9c1e2f40")];
  const limited = { problem: { code: "rate-limited" }, retryAfter: 1 };
  for (let i = 0; i < 3; i++) await provider.call(one, getMe);
  await expect(provider.call(one, getMe)).rejects.toMatchObject(limited);
  await expect(provider.call(other, getMe)).resolves.toBeDefined();
  provider.clock.advance(1000);
  await expect(provider.call(one, getMe)).resolves.toBeDefined();
  await expect(provider.call(one, getMe)).rejects.toMatchObject(limited);
});

test("an origin that is configured may read answers, another may not", async () => {
  const provider = await testApp();
  const asked = async (from: string): Promise<Response> =>
    get(provider, "/v1/me", { method: "OPTIONS", headers: { origin: from, "access-control-request-method": "GET" } });
  const allowed = await asked("https://tab.test");
  expect(allowed.status).toBe(204);
  expect(allowed.headers.get("access-control-allow-origin")).toBe("https://tab.test");
  expect(allowed.headers.get("access-control-allow-headers")).toContain("if-match");
  expect((await asked("https://evil.test")).headers.get("access-control-allow-origin")).toBeNull();
  const refused = await get(provider, "/v1/me", { headers: { origin: "https://tab.test" } });
  expect(refused.headers.get("access-control-allow-origin")).toBe("https://tab.test");
});

test("every answer forbids sniffing, framing and caching", async () => {
  const { headers } = await get(await testApp(), "/healthz");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  expect(headers.get("x-frame-options")).toBeNull();
});

test("ready is who reaches the store", async () => {
  const clock = testClock();
  const documents = countingStore(openEmbeddedStore({ file: ":memory:", now: clock.now }));
  const provider = await testApp({ documents });
  expect((await get(provider, "/readyz")).status).toBe(200);
  documents.failing = true;
  expect(await codeOf(await get(provider, "/readyz"))).toBe("unavailable");
  expect((await get(provider, "/healthz")).status).toBe(200);
});

describe("the API document", () => {
  interface Operation {
    readonly operationId: string;
    readonly responses: Readonly<Record<string, object>>;
    readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  }
  const document = openApiDocument("0.1.0") as { paths: Record<string, Record<string, Operation>> };

  test("has every endpoint of the contract, with its parameters and its answers", () => {
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    expect(operations.map(({ operationId }) => operationId).toSorted()).toEqual(
      endpoints.map(({ id }) => id).toSorted(),
    );
    for (const { path, method, status } of endpoints) {
      const operation = document.paths[path]?.[method.toLowerCase()];
      const inPath = (operation?.parameters ?? []).filter((parameter) => parameter.in === "path");
      expect(inPath.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
      expect(Object.keys(operation?.responses ?? {})).toEqual(
        expect.arrayContaining([String(status), "401", "403", "500"]),
      );
    }
  });

  test("refers to nothing that it does not hold, and is served as it is", async () => {
    const text = JSON.stringify(document);
    const refs = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref = ""]) => ref);
    expect(new Set(refs)).toEqual(new Set(["#/components/schemas/Problem"]));
    const provider = await testApp();
    expect(await (await get(provider, "/openapi.json")).json()).toEqual(JSON.parse(text));
    const page = await (await get(provider, "/reference")).text();
    for (const { id } of endpoints) expect(page).toContain(`id="${id}"`);
    for (const code of ErrorCode.options) expect(page).toContain(`/errors/${code}"`);
    expect(page).not.toMatch(/<script|https?:\/\/(?!logdoctor\.example)/);
  });
});

describe("the tab", () => {
  const folder = mkdtempSync(join(tmpdir(), "logdoctor-tab-"));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test("is served with its settings, its page for unknown paths, and nothing beside its folder", async () => {
    mkdirSync(join(folder, "tab", "assets"), { recursive: true });
    writeFileSync(join(folder, "tab", "index.html"), "<title>tab</title>");
    writeFileSync(join(folder, "tab", "assets", "app-1.js"), "run()");
    writeFileSync(join(folder, "secret.json"), "{}");
    const tab = {
      directory: join(folder, "tab"),
      authority: "https://login.test/organizations",
      clientId: "6a1d3e70-9b1c-4c68-8e1d-3a2c1b7f8d22",
      scope: "openid api://x/access_as_user",
      apiBase: "",
      frameAncestors: ["https://*.cloud.microsoft"],
    };
    const provider = await testApp({ tab });
    const { directory: _, frameAncestors: __, ...shown } = tab;
    expect(await (await get(provider, "/tab/config.json")).json()).toEqual(shown);
    for (const path of ["/tab/", "/tab/retain/policies"]) {
      const page = await get(provider, path);
      expect(await page.text()).toBe("<title>tab</title>");
      expect(page.headers.get("content-security-policy")).toContain("frame-ancestors 'self' https://*.cloud.microsoft");
    }
    const asset = await get(provider, "/tab/assets/app-1.js");
    expect([asset.headers.get("content-type"), asset.headers.get("cache-control")]).toEqual([
      "text/javascript; charset=utf-8",
      "public, max-age=31536000, immutable",
    ]);
    for (const path of ["/tab/assets/gone.js", "/tab/%2e%2e/secret.json", "/tab/..%2fsecret.json", "/tab/%zz.json"]) {
      expect((await get(provider, path)).status).toBe(404);
    }
  });
});
