import type { Finding } from "@logdoctor/kql-detect";
import { DetectionFinding } from "@logdoctor/shared-policies";
import { describe, expect, test } from "vitest";
import { findingId, findingOf } from "./finding-of.ts";

const at = "2026-11-01T10:00:00Z";
const place = { table: "AppServiceHTTPLogs", accountKey: "key" };

function aFinding(over: Partial<Finding>): Finding {
  return {
    ...{ pattern: "password-spraying", patternVersion: "1.0.0", type: "AuthAbuse", severity: "MEDIUM", score: 0 },
    ...{ source: "203.0.113.7", windowStart: at, firstSeen: at, lastSeen: at, lastIngested: at, itemCount: 6 },
    ...{ itemIds: ["a"], succeeded: 0, blocked: 0, distinctPaths: 1, distinctAccounts: 0, sources: ["203.0.113.7"] },
    ...{ hosts: ["shop.example"], paths: ["/join"], accounts: [], userAgents: ["bot"], evidence: [] },
    ...over,
  };
}

function reported(over: Partial<Finding>) {
  const finding = aFinding(over);
  const known = { score: 0, firstSeen: at, lastSeen: at, rows: 6, succeeded: 0, items: [] };
  const id = findingId(finding, place);
  return DetectionFinding.parse(findingOf(finding, known, { ...place, id, now: new Date(at) }));
}

describe("whose a finding is", () => {
  test("a source's: its address", () => {
    expect(reported({})).toMatchObject({ entity: "source", sourceIP: "203.0.113.7" });
  });

  test("an account's: a name that tells nothing, and an address that tried it", () => {
    const finding = reported({ source: "kim@shop.example", accounts: ["kim@shop.example"] });
    expect(finding).toMatchObject({ entity: "account", sourceIP: "203.0.113.7" });
    expect(finding.account).toMatch(/^account-[0-9a-f]{16}$/);
  });

  test("a path's: many addresses, of which none answers for it", () => {
    const crowd = { source: "//shop.example/join", sources: [], accounts: [] };
    const finding = reported(crowd);
    expect(finding).toMatchObject({ entity: "path", sourceIP: "", host: "shop.example", targetPath: "/join" });
    expect(finding).not.toHaveProperty("account");
    expect(findingId(aFinding(crowd), { ...place, accountKey: "another" })).toBe(finding.id);
  });
});
