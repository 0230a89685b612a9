import { describe, expect, test } from "vitest";
import { type PolicyBundle, refuseBundle } from "./bundle.ts";
import { testTenant } from "./testing/index.ts";

const bundle: PolicyBundle = {
  bundleVersion: 7,
  tenantId: testTenant,
  issuedAt: "2026-11-01T00:00:00.000Z",
  expiresAt: "2026-11-02T00:00:00.000Z",
  policies: { retain: [] },
  legalHolds: [],
};
const expected = { tenantId: testTenant, now: new Date("2026-11-01T12:00:00Z"), contentSha256: "a", last: undefined };
const last = (bundleVersion: number, contentSha256: string) => ({
  bundleVersion,
  contentSha256,
  appliedAt: "2026-10-31T00:00:00.000Z",
});

describe("a bundle with a good signature", () => {
  test.each([
    ["is accepted", {}, {}, undefined],
    ["of another tenant", {}, { tenantId: "00000000-0000-4000-8000-000000000000" }, "wrong-tenant"],
    ["at its last instant", {}, { now: new Date("2026-11-02T00:00:00Z") }, "expired"],
    ["from the future", {}, { now: new Date("2026-10-31T23:54:59Z") }, "not-yet-valid"],
    ["from a clock that is a little ahead", {}, { now: new Date("2026-10-31T23:55:01Z") }, undefined],
    ["that would live for a month", { expiresAt: "2026-12-01T00:00:00.000Z" }, {}, "lives-too-long"],
    ["older than the one applied", {}, { last: last(8, "b") }, "rollback"],
    ["of the same version but other content", {}, { last: last(7, "b") }, "equivocation"],
    ["of the same version and content, signed anew", {}, { last: last(7, "a") }, undefined],
    ["newer than the one applied", {}, { last: last(6, "b") }, undefined],
  ] as const)("%s", (_name, over, situation, refusal) => {
    expect(refuseBundle({ ...bundle, ...over }, { ...expected, ...situation })).toBe(refusal);
  });
});
