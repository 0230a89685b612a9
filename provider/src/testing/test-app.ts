import {
  type AnyEndpoint,
  type CallInput,
  type CallResult,
  call,
  createEnrolmentCode,
  enrolAgent,
} from "@logdoctor/shared-policies";
import { testTenant } from "@logdoctor/shared-policies/testing";
import type { Hono } from "hono";
import { exportJWK, generateKeyPair } from "jose";
import type { z } from "zod";
import { createApp } from "../app.ts";
import { tokenVerifier } from "../auth/verify-token.ts";
import { bundleSigner } from "../bundle/bundle-signer.ts";
import { type Deps, defaultLimits } from "../deps.ts";
import { filterKit } from "../filter-rules/filter-kit.ts";
import type { LogEntry } from "../http/request-log.ts";
import { checkPredicate } from "../policies/check-predicate.ts";
import { checkRule } from "../prevent-rules/check-rule.ts";
import { openEmbeddedStore } from "../store/embedded/embedded-store.ts";
import { type TestClock, testClock } from "./test-clock.ts";
import { testNotify } from "./test-notify.ts";
import { testPatterns } from "./test-patterns.ts";
import { testHolidays, testRules } from "./test-rules.ts";
import { type TokenMint, testAudience, testIssuerTemplate, tokenMint } from "./tokens.ts";

export const testAgentObject = "1b7f3a0e-2f0d-4c5a-8f64-0e6d5f3c2b1a";
export const testPersonObject = "9c2d4e6f-7a8b-4c3d-9e0f-1a2b3c4d5e6f";
const baseUrl = "http://provider.test";

export interface TestApp {
  readonly app: Hono;
  readonly deps: Deps;
  readonly clock: TestClock;
  readonly mint: TokenMint;
  readonly logged: LogEntry[];
  /** Fits wherever a `fetch` of a Request is asked for. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Calls an endpoint with a token. Throws ProblemError as every caller sees it. */
  readonly call: <E extends AnyEndpoint>(
    token: string,
    endpoint: E,
    input?: CallInput<E>,
  ) => Promise<CallResult<z.output<E["response"]>>>;
  /** Token of an admin of a tenant. */
  readonly admin: (tenantId?: string) => Promise<string>;
  /** Enrols an identity and gives its token. */
  readonly enrolled: (tenantId?: string, objectId?: string) => Promise<string>;
}

/** A provider in this process, on a store in memory, with a clock that stands still and tokens of its own. */
export async function testApp(over: Partial<Deps> = {}): Promise<TestApp> {
  const clock = testClock();
  const now = over.now ?? clock.now;
  const mint = await tokenMint(now);
  const logged: LogEntry[] = [];
  const deps: Deps = { ...(await testDeps(now, mint)), log: (entry) => logged.push(entry), ...over };
  const app = createApp(deps);
  const fetch = async (request: Request): Promise<Response> => app.fetch(request);
  const callEndpoint: TestApp["call"] = (token, endpoint, input) =>
    call({ baseUrl, fetch, token: async () => token }, endpoint, input);
  const admin: TestApp["admin"] = (tenantId = testTenant) =>
    mint.person({ tenantId, objectId: testPersonObject, roles: ["LogDoctor.Admin"] });
  const enrolled: TestApp["enrolled"] = async (tenantId = testTenant, objectId = testAgentObject) => {
    const made = await callEndpoint(await admin(tenantId), createEnrolmentCode, { body: {} });
    const token = await mint.agent({ tenantId, objectId });
    await callEndpoint(token, enrolAgent, { body: { ...anEnrolment, enrolmentCode: made.data.enrolmentCode } });
    return token;
  };
  return { app, deps, clock, mint, logged, fetch, call: callEndpoint, admin, enrolled };
}

export const anEnrolment = {
  agentVersion: "0.1.0",
  workspaceResourceId:
    "/subscriptions/0/resourceGroups/logs/providers/Microsoft.OperationalInsights/workspaces/contoso",
  region: "koreacentral",
} as const;

async function testDeps(now: () => Date, mint: TokenMint): Promise<Deps> {
  const signing = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
  let made = 0;
  return {
    now,
    randomId: () => (++made).toString(36).padStart(16, "0"),
    documents: openEmbeddedStore({ file: ":memory:", now }),
    verifyToken: tokenVerifier({
      keys: mint.keys,
      audience: testAudience,
      issuerTemplate: testIssuerTemplate,
      now,
      cacheSize: 1000,
    }),
    bundleSigner: await bundleSigner(await exportJWK(signing.privateKey)),
    checkPredicate,
    patterns: testPatterns,
    preventionRules: testRules,
    checkRule,
    filterKit,
    holidays: testHolidays,
    notify: testNotify(),
    log: () => undefined,
    limits: { ...defaultLimits, ratePerSecond: 1000, rateBurst: 100_000 },
    leaseMs: 15 * 60_000,
    problemBase: "https://logdoctor.example/errors",
    corsOrigins: ["https://tab.test"],
    tab: undefined,
    checkResponses: true,
  };
}
