import { priceBookFor } from "@logdoctor/shared-policies";
import { expect, test } from "vitest";
import type { TemplatedGroup } from "./buckets.ts";
import { findingsOf } from "./findings.ts";
import { loadRules } from "./load-rules.ts";
import { quietVolumesOf } from "./quiet-volumes.ts";
import { activeShipped } from "./rule.ts";

const rules = loadRules()
  .map(activeShipped)
  .filter(({ id }) => id === "high-frequency-log" || id === "oversized-entry");
const ids = rules.map(({ id }) => id);

function group(over: Partial<TemplatedGroup>): TemplatedGroup {
  return {
    ...{ rules: new Set(ids), tooLarge: new Set(), level: "Info", resource: "shop", service: "api", callSite: "" },
    ...{ category: "", listed: true, rows: 10, bytes: 1000, storedBytes: 0, largestBytes: 100, largestItem: "a" },
    ...{ firstSeen: "2026-06-01T11:00:00.0000000Z", lastSeen: "2026-06-01T11:00:00.0000000Z" },
    ...{ hours: new Map([[1, { rows: 10, duplicates: 0 }]]), itemIds: [], samples: ["x"], templateId: "t" },
    ...over,
  };
}

function quiet(groups: readonly TemplatedGroup[], known: readonly string[] = []) {
  const volume = { bytes: 100_000, hours: 6 };
  const of = { table: "AppTraces", volume, found: new Set<string>(), known: new Set(known) };
  return quietVolumesOf(rules, groups, of);
}

test("what is no longer too large or too often keeps the id that it was found by, with all its rows", () => {
  const templates = { learn: () => undefined, templateOf: () => ({ templateId: "t", template: "x" }) };
  const prices = priceBookFor("koreacentral", new Date("2026-06-01T00:00:00Z"));
  const tools = { templates, prices, mask: (text: string) => text };
  const loud = group({ tooLarge: new Set(ids), rows: 500, hours: new Map([[1, { rows: 500, duplicates: 0 }]]) });
  const facts = { table: "AppTraces", plan: "Analytics", hours: 6 } as const;
  const { findings } = findingsOf([{ ...loud, largestBytes: 99_999 }], rules, { ...facts, ...tools });
  expect(findings.map(({ ruleId }) => ruleId).toSorted()).toEqual(ids.toSorted());

  const after = quiet(
    [group({})],
    findings.map(({ id }) => id),
  );
  expect(after).toMatchObject({ others: [], isListed: true });
  expect(after.known.map(({ findingId }) => findingId).toSorted()).toEqual(findings.map(({ id }) => id).toSorted());
  expect(after.known.map(({ count, bytes }) => [count, bytes])).toEqual([
    [10, 1000],
    [10, 1000],
  ]);
});

test("a template of which rows may be in a sum has no volume, and those of other places have theirs", () => {
  const sum = group({ listed: false, templateId: "", hours: new Map() });
  const { others, isListed } = quiet([group({}), sum, group({ resource: "pay" })]);
  expect([others, isListed]).toEqual([[], false]);
  const ofPay = quiet([group({ resource: "pay" })]).others.map(({ findingId }) => findingId);
  const { known } = quiet([group({}), sum, group({ resource: "pay" })], ofPay);
  expect(known.map(({ findingId }) => findingId)).toEqual(ofPay);
});

test("a template that becomes part of another keeps the id of the finding that is known", () => {
  const loud = group({ rows: 500, hours: new Map([[1, { rows: 500, duplicates: 0 }]]) });
  const facts = { table: "AppTraces", plan: "Analytics", hours: 6 } as const;
  const prices = priceBookFor("koreacentral", new Date("2026-06-01T00:00:00Z"));
  const idsWhen = (templateId: string, formerIds: readonly string[], known: readonly string[]) => {
    const templates = { learn: () => undefined, templateOf: () => ({ templateId, template: "x", formerIds }) };
    const of = { ...facts, templates, prices, mask: (text: string) => text, known: new Set(known) };
    return findingsOf([loud], rules, of).findings.map(({ id }) => id);
  };
  const [own, merged] = [idsWhen("t", [], []), idsWhen("u", [], [])];
  expect(merged).not.toEqual(own);
  expect(idsWhen("t", ["v", "u"], merged)).toEqual(merged);
  expect(idsWhen("t", ["v", "u"], [])).toEqual(own);
  expect(idsWhen("t", ["v", "u"], [...merged, ...own])).toEqual(own);

  const after = (known: readonly string[]) => quiet([group({ formerIds: ["v", "u"] })], known);
  expect(after(merged)).toMatchObject({ isListed: true });
  expect(after(merged).known.map(({ findingId }) => findingId)).toEqual(expect.arrayContaining(merged));
  // Two findings are one by now: what is left of the other is not nothing.
  expect(after([...merged, ...own]).isListed).toBe(false);
});

test("others are listed all or not at all", () => {
  const many = (count: number) => Array.from({ length: count }, (_, i) => group({ templateId: `t${i}` }));
  expect(quiet(many(100)).others).toHaveLength(200);
  expect(quiet(many(101))).toMatchObject({ others: [], isListed: false });
});
