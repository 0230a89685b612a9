import { expect, test } from "vitest";
import { aCertificate, aFilterRule } from "../../../../testing/filter-documents.ts";
import { approvalOf } from "./approval-of.ts";

const certificate = aCertificate();
const [ruleVersion] = certificate.rules.map(({ version }) => version);
const watcher = { id: "alert-rule:probe-missing", version: "2026-10-02" };
const said = { watcherId: watcher.id, at: "2026-11-19T01:10:00.000Z", by: "Kim Haneul", objectId: "o", reason: "Old" };

test.each([
  ["for the rule and who loses as they are", { ruleVersion, watcherVersion: watcher.version }, "approved"],
  ["for an earlier version of who loses", { ruleVersion, watcherVersion: "2026-09-01" }, "earlier"],
  ["for an earlier version of the rule", { ruleVersion: "other", watcherVersion: watcher.version }, "earlier"],
  ["before versions were kept", {}, "earlier"],
  ["for another watcher", { ruleVersion, watcherVersion: watcher.version, watcherId: "recent-query:3f1c" }, "none"],
] as const)("an approval %s", (_what, over, state) => {
  const rule = aFilterRule({ certificate, approvals: [{ ...said, ...over }] as never });
  expect(approvalOf(rule, watcher)).toBe(state);
});
