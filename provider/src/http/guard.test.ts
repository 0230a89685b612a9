import { createHmac } from "node:crypto";
import { type AnyEndpoint, defaultAlertSettings, Problem, problemTable } from "@logdoctor/shared-policies";
import { aPolicyInput, aRunReport, testTenant } from "@logdoctor/shared-policies/testing";
import { type CryptoKey, exportSPKI, generateKeyPair, importJWK, SignJWT } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { anEnrolment, type TestApp, testAgentObject, testApp, testPersonObject } from "../testing/index.ts";
import { endpoints } from "./endpoints.ts";

const otherTenant = "2b6f0a34-1d0e-4f7b-8f3c-5a7d9c1e2f40";
const runId = "run_testing00";

const aRuleInput = {
  ...{ ruleName: "Noisy cart", ruleType: "LevelCheck", targetLogCategory: "AppTraces", threshold: 0, isActive: true },
  ...{ kqlQuery: "LogRecords | where Service == 'cart'", recommendedAction: "Log less." },
};

/** A good body of each endpoint that has one. */
const aFilterDraft = {
  ...{ ruleName: "Health checks", filterType: "Keyword", matchPattern: "health check", action: "DROP", priority: 100 },
  ...{ isActive: true, table: "AppTraces" },
};

const aSampling = { targetCategory: "verbose", samplingRate: 0.1, maxPerMinute: 60, isActive: true };

const bodies: Readonly<Record<string, object>> = {
  enrolAgent: { ...anEnrolment, enrolmentCode: "ldc_not-a-code-that-was-made" },
  shouldIRun: { jobs: ["retain"], instanceId: "instance-1", agentVersion: "0.1.0" },
  renewLease: { job: "retain", runId, fence: 1 },
  sendReport: aRunReport(),
  createRetentionPolicy: aPolicyInput(),
  updateRetentionPolicy: aPolicyInput(),
  previewRetentionPolicy: { policy: aPolicyInput() },
  placeLegalHold: { reason: "Case 4711", tables: "all" },
  createEnrolmentCode: {},
  actOnIncident: { action: "investigate" },
  adjudicateIncident: { verdict: "realAttack", reason: "It is one" },
  proposeException: {
    patternId: "sql-injection",
    tests: [{ field: "sourceIP", operator: "equals", value: "203.0.113.7" }],
    reason: "Our scanner",
  },
  decideException: { decision: "accept" },
  setThreatIndicators: { indicators: [] },
  setPattern: { isActive: false },
  setShippedRule: { isActive: false },
  createPreventionRule: aRuleInput,
  updatePreventionRule: aRuleInput,
  validatePreventionRule: aRuleInput,
  actOnFinding: { action: "acknowledge" },
  updateAlertSettings: defaultAlertSettings,
  updateNotificationSettings: { language: "en" },
  createFilterRule: aFilterDraft,
  updateFilterRule: aFilterDraft,
  moveFilterRule: { action: "dryRun" },
  renewFilterRule: { expiresAt: "2027-01-01T00:00:00Z" },
  approveLoss: { watcherId: "pattern:sql-injection", reason: "Nobody reads it", fingerprint: "f1" },
  checkFilterRules: { table: "AppTraces", rules: [aFilterDraft] },
  explainFilter: { table: "AppTraces", row: { Message: "health check" } },
  createSampling: aSampling,
  updateSampling: aSampling,
  updateFilterSettings: { dryRunDays: 7, dangerDropRate: 0.5, tolerance: 0.1, heldOutShare: 0.01 },
  updateSettings: {
    jobs: {
      retain: { enabled: true, cadenceMinutes: 60 },
      prevent: { enabled: true, cadenceMinutes: 360 },
      detect: { enabled: true, cadenceMinutes: 30 },
      filter: { enabled: true, cadenceMinutes: 5 },
    },
  },
};

/** Ids of things that are not there, where they have a form. */
const absent = {
  "/v1/incidents/": "inc_some-id00",
  "/v1/notifications/": "out_some-id00",
  "/v1/prevent-findings/": "pvf_some-id00",
};

let provider: TestApp;
let strangersKey: CryptoKey;
beforeAll(async () => {
  provider = await testApp();
  strangersKey = (await generateKeyPair("RS256")).privateKey;
});

function requestOf(endpoint: AnyEndpoint, token: string | undefined, body: unknown = bodies[endpoint.id]): Request {
  const id = Object.entries(absent).find(([start]) => endpoint.path.startsWith(start))?.[1] ?? "some-id";
  const path = endpoint.path.replace("{id}", id).replace("{runId}", runId);
  const headers = new Headers({ "if-match": '"1"' });
  if (token !== undefined) headers.set("authorization", token);
  if (body !== undefined) headers.set("content-type", "application/json");
  const text = body === undefined ? null : JSON.stringify(body);
  return new Request(`http://provider.test${path}`, { method: endpoint.method, headers, body: text });
}

async function refusal(request: Request): Promise<string> {
  const response = await provider.fetch(request);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const problem = Problem.parse(await response.json());
  expect(response.status).toBe(problemTable[problem.code].status);
  return problem.code;
}

const isForAgents = (endpoint: AnyEndpoint): boolean => endpoint.roles.includes("agent");

/** A token that the endpoint would take, but for the claims given. */
function goodToken(endpoint: AnyEndpoint, claims: Readonly<Record<string, unknown>> = {}): Promise<string> {
  if (isForAgents(endpoint)) {
    return provider.mint.agent({ tenantId: testTenant, objectId: testAgentObject, claims });
  }
  return provider.mint.person({ tenantId: testTenant, objectId: testPersonObject, roles: ["LogDoctor.Admin"], claims });
}

function unsigned(header: object, payload: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part(header)}.${part(payload)}`;
}

function payloadOf(token: string): object {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
}

async function signedWithPublicKey(token: string): Promise<string> {
  const jwk = provider.mint.jwks.keys[0];
  if (jwk === undefined) throw new Error("no key");
  const key = await importJWK(jwk, "RS256", { extractable: true });
  if (key instanceof Uint8Array) throw new Error("not an RSA key");
  const text = unsigned({ alg: "HS256", kid: "test-key", typ: "JWT" }, payloadOf(token));
  return `${text}.${createHmac("sha256", await exportSPKI(key))
    .update(text)
    .digest("base64url")}`;
}

async function signedByAStranger(token: string): Promise<string> {
  const header = { alg: "RS256", kid: "test-key" };
  return new SignJWT({ ...payloadOf(token) }).setProtectedHeader(header).sign(strangersKey);
}

const past = Math.floor(Date.parse("2026-11-09T00:00:00Z") / 1000);
const later = Math.floor(Date.parse("2026-11-12T00:00:00Z") / 1000);
const badClaims: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ["another audience", { aud: "api://someone-else" }],
  ["several audiences", { aud: ["5f0c2d5e-8f0a-4b57-9d0c-2f1f0b6a7e11", "another"] }],
  ["another issuer", { iss: "https://login.evil/v2.0" }],
  ["the issuer of another tenant", { tid: otherTenant }],
  ["a tenant id that is none", { tid: "common", iss: "https://login.test/common/v2.0" }],
  ["no tenant id", { tid: undefined }],
  ["no object id", { oid: undefined }],
  ["an expiry in the past", { exp: past }],
  ["no expiry", { exp: undefined }],
  ["a start in the future", { nbf: later, exp: later + 60 }],
];

describe.each(endpoints.map((endpoint) => [endpoint.id, endpoint] as const))("%s", (_, endpoint) => {
  const refusalOf = async (token: string): Promise<string> => refusal(requestOf(endpoint, `Bearer ${token}`));

  test("401 without a token, or with one that is none", async () => {
    expect(await refusal(requestOf(endpoint, undefined))).toBe("unauthenticated");
    for (const header of ["Basic dTpw", "Bearer ", "Bearer garbage", "Bearer a.b.c", `Bearer ${"x".repeat(20_000)}`]) {
      expect(await refusal(requestOf(endpoint, header))).toBe("unauthenticated");
    }
  });

  test("401 for a token that the issuer did not sign", async () => {
    const good = await goodToken(endpoint);
    const [header = "", , signature = ""] = good.split(".");
    const changed = Buffer.from(JSON.stringify({ ...payloadOf(good), oid: otherTenant })).toString("base64url");
    expect(await refusalOf(`${unsigned({ alg: "none" }, payloadOf(good))}.`)).toBe("unauthenticated");
    expect(await refusalOf(await signedWithPublicKey(good))).toBe("unauthenticated");
    expect(await refusalOf(await signedByAStranger(good))).toBe("unauthenticated");
    expect(await refusalOf(`${header}.${changed}.${signature}`)).toBe("unauthenticated");
  });

  test.each(badClaims)("401 for a token with %s", async (_name, claims) => {
    expect(await refusalOf(await goodToken(endpoint, claims))).toBe("unauthenticated");
  });

  test("403 for the other kind of caller and for one without a role", async () => {
    const { mint } = provider;
    const agent = { tenantId: testTenant, objectId: testAgentObject };
    const person = { tenantId: testTenant, objectId: testPersonObject };
    const allRoles = ["LogDoctor.Admin", "LogDoctor.Operator", "Agent.Report"];
    const wrongKind = isForAgents(endpoint)
      ? await mint.person({ ...person, roles: allRoles })
      : await mint.agent({ ...agent, claims: { roles: allRoles } });
    expect(await refusalOf(wrongKind)).toBe("forbidden");
    expect(await refusalOf(await goodToken(endpoint, { roles: undefined }))).toBe("forbidden");
    expect(await refusalOf(await mint.person({ ...person, roles: allRoles, claims: { scp: "other" } }))).toBe(
      "forbidden",
    );
  });

  if (!isForAgents(endpoint) && !endpoint.roles.includes("reader"))
    test("403 for a reader", async () => {
      const reader = { tenantId: testTenant, objectId: testPersonObject, roles: ["LogDoctor.Reader"] };
      expect(await refusalOf(await provider.mint.person(reader))).toBe("forbidden");
    });

  if (isForAgents(endpoint) && endpoint.id !== "enrolAgent")
    test("403 for an agent that never enrolled", async () => {
      expect(await refusalOf(await goodToken(endpoint))).toBe("agent-not-enrolled");
    });

  if (endpoint.id in bodies)
    test("400 for an unknown field and for what is not JSON, 415 and 413", async () => {
      const token = `Bearer ${await goodToken(endpoint)}`;
      expect(await refusal(requestOf(endpoint, token, { ...bodies[endpoint.id], surprise: 1 }))).toBe(
        "invalid-request",
      );
      expect(await refusal(requestOf(endpoint, token, []))).toBe("invalid-request");
      const sent = (body: string, type: string): Promise<string> =>
        refusal(
          new Request(requestOf(endpoint, token), {
            body,
            headers: { authorization: token, "content-type": type, "if-match": "1" },
          }),
        );
      expect(await sent("{", "application/json")).toBe("invalid-request");
      expect(await sent("{}", "text/plain")).toBe("unsupported-media-type");
      expect(await sent(`"${"x".repeat(5_000_000)}"`, "application/json")).toBe("body-too-large");
    });

  test("400 for a query that is not known", async () => {
    const request = requestOf(endpoint, `Bearer ${await goodToken(endpoint)}`);
    expect(await refusal(new Request(`${request.url}?surprise=1`, request))).toMatch(/invalid-request|not-enrolled/);
  });

  if (endpoint.concurrency === "if-match")
    test("428 without If-Match", async () => {
      const request = requestOf(endpoint, `Bearer ${await goodToken(endpoint)}`);
      request.headers.delete("if-match");
      expect(await refusal(request)).toBe("precondition-required");
    });

  if (endpoint.path.includes("{"))
    test("404 for what is not in this tenant", async () => {
      expect(await refusalOf(await goodToken(endpoint))).toBe("not-found");
    });
});
