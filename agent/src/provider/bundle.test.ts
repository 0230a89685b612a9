import { bundleJws, type PolicyBundle } from "@logdoctor/shared-policies";
import { testTenant } from "@logdoctor/shared-policies/testing";
import { CompactSign, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { fakeState } from "../testing/fake-blobs.ts";
import { processWith } from "../testing/faults.ts";
import { applyBundle, bundleVerifier } from "./bundle.ts";

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;
let keys: Keys;
let verify: (jws: string) => Promise<unknown>;

beforeAll(async () => {
  keys = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
  verify = bundleVerifier({ keys: [{ ...(await exportJWK(keys.publicKey)), kid: "k1", alg: "EdDSA" }] });
});

const now = new Date("2026-11-01T12:00:00Z");

function aBundle(over: Partial<PolicyBundle> = {}): PolicyBundle {
  const times = { issuedAt: "2026-11-01T00:00:00.000Z", expiresAt: "2026-11-02T00:00:00.000Z" };
  return { bundleVersion: 3, tenantId: testTenant, ...times, policies: { retain: [] }, legalHolds: [], ...over };
}

async function signed(
  payload: unknown,
  over: { key?: Keys["privateKey"]; header?: Record<string, string> } = {},
): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ ...bundleJws, kid: "k1", ...over.header })
    .sign(over.key ?? keys.privateKey);
}

function state() {
  return fakeState(
    new Map(),
    processWith([], async () => undefined),
  );
}

async function outcomeOf(jws: string, store = state()) {
  return applyBundle({ jws, tenantId: testTenant, now }, { verify, state: store });
}

test("a good bundle is applied and its history tells so", async () => {
  const outcome = await outcomeOf(await signed(aBundle()));
  expect(outcome).toMatchObject({ accepted: true, bundle: { bundleVersion: 3 } });
  expect(outcome.events.map((event) => event.event)).toEqual(["offered", "validated", "applied"]);
});

describe("refused for its signature", () => {
  test("signed by another key", async () => {
    const other = await generateKeyPair("EdDSA", { crv: "Ed25519" });
    expect(await outcomeOf(await signed(aBundle(), { key: other.privateKey }))).toMatchObject({
      refusal: "bad-signature",
    });
  });

  test("altered by one character anywhere", async () => {
    const jws = await signed(aBundle());
    for (const at of [5, jws.indexOf(".") + 10, jws.lastIndexOf(".") + 10]) {
      const altered = `${jws.slice(0, at)}${jws[at] === "A" ? "B" : "A"}${jws.slice(at + 1)}`;
      expect(await outcomeOf(altered)).toMatchObject({ accepted: false });
    }
  });

  test("not signed at all, or by a shared secret", async () => {
    const none = new UnsecuredJWT({ ...aBundle() }).encode();
    const secret = await new SignJWT({ ...aBundle() }).setProtectedHeader({ alg: "HS256" }).sign(new Uint8Array(32));
    for (const jws of [none, secret, "", "a.b.c"])
      expect(await outcomeOf(jws)).toMatchObject({ refusal: "bad-signature" });
  });

  test("a token of another kind from the same key", async () => {
    const jws = await signed(aBundle(), { header: { typ: "JWT" } });
    expect(await outcomeOf(jws)).toMatchObject({ refusal: "bad-signature" });
  });
});

describe("refused for what it says", () => {
  test("of another tenant", async () => {
    const jws = await signed({ ...aBundle(), tenantId: "00000000-0000-4000-8000-000000000000" });
    expect(await outcomeOf(jws)).toMatchObject({ refusal: "wrong-tenant" });
  });

  test("not a bundle", async () => {
    expect(await outcomeOf(await signed({ hello: 1 }))).toMatchObject({ refusal: "malformed" });
  });

  test("older than the last one applied, or the same version with other content; signed anew is fine", async () => {
    const store = state();
    await outcomeOf(await signed(aBundle()), store);
    const hold = {
      id: "h1",
      tenantId: testTenant,
      reason: "Case",
      tables: "all" as const,
      createdBy: "a",
      createdAt: "2026-11-01T00:00:00.000Z",
    };
    expect(await outcomeOf(await signed(aBundle({ bundleVersion: 2 })), store)).toMatchObject({ refusal: "rollback" });
    expect(await outcomeOf(await signed(aBundle({ legalHolds: [hold] })), store)).toMatchObject({
      refusal: "equivocation",
    });
    expect(await outcomeOf(await signed(aBundle({ issuedAt: "2026-11-01T01:00:00.000Z" })), store)).toMatchObject({
      accepted: true,
    });
    expect(await outcomeOf(await signed(aBundle({ bundleVersion: 4, legalHolds: [hold] })), store)).toMatchObject({
      accepted: true,
    });
  });
});
