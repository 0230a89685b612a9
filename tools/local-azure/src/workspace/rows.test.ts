import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseExact } from "../exact-json.ts";
import { analyticsDays, graceAfter, retentionBounds, type TableRetention, totalDays } from "./retention.ts";
import { TABLE_SCHEMAS } from "./schemas.ts";
import { completeRow } from "./standard-columns.ts";
import type { Table, Workspace } from "./workspace.ts";

const schema = TABLE_SCHEMAS.get("Syslog");
if (schema === undefined) throw new Error("Syslog has no schema");
const table = { name: "Syslog", schema } as Table;
const newWorkspace = (): Workspace => ({ id: "/w", customerId: "c", subscriptionId: "s", itemCount: 0 }) as Workspace;

describe("parseExact", () => {
  test("keeps every digit of every number", () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.nat(), (whole, fraction) => {
        const text = `{"a":[${whole},${whole}.${fraction}0,1e400,-0],"b":{"c":"${whole}"}}`;
        expect(JSON.stringify(parseExact(text))).toBe(text);
      }),
    );
  });
});

describe("completeRow", () => {
  test("adds each standard column once and changes nothing else, whatever the row holds", () => {
    const name = fc.oneof(fc.constantFrom("_ItemId", "Type", "TenantId", "_BilledSize", "Properties"), fc.string());
    fc.assert(
      fc.property(fc.dictionary(name, fc.jsonValue({ maxDepth: 2 })), (row) => {
        const given = JSON.parse(JSON.stringify(row)) as Record<string, unknown>;
        const made = completeRow(newWorkspace(), table, JSON.stringify(row));
        const parsed = JSON.parse(made) as Record<string, unknown>;
        for (const [key, value] of Object.entries(given)) expect(parsed[key]).toEqual(value);
        for (const key of [
          "_ItemId",
          "_BilledSize",
          "_IsBillable",
          "Type",
          "TenantId",
          "_ResourceId",
          "_SubscriptionId",
        ])
          expect(parsed).toHaveProperty([key]);
        expect(Object.keys(parsed).length).toBe(new Set([...Object.keys(given), ...Object.keys(parsed)]).size);
      }),
    );
  });

  test("gives every row an id of its own", () => {
    const workspace = newWorkspace();
    const ids = [1, 2, 3].map(() => (JSON.parse(completeRow(workspace, table, "{}")) as { _ItemId: string })._ItemId);
    expect(new Set(ids).size).toBe(3);
  });

  test.each(["", "[]", "5", "null"])("refuses %j", (row) => {
    expect(() => completeRow(newWorkspace(), table, row)).toThrow(TypeError);
  });
});

describe("retention", () => {
  const retention: fc.Arbitrary<TableRetention> = fc.record({
    plan: fc.constantFrom("Analytics", "Basic", "Auxiliary"),
    retentionInDays: fc.option(fc.integer({ min: 4, max: 730 })),
    totalRetentionInDays: fc.option(fc.integer({ min: 4, max: 4383 })),
    schema: fc.constant(schema),
    grace: fc.constant([]),
  });

  test("nothing that can be queried is ever gone", () => {
    fc.assert(
      fc.property(retention, fc.integer({ min: 30, max: 730 }), fc.nat(1e13), (one, days, now) => {
        const { visibleFrom, keptFrom } = retentionBounds(one, days, now);
        expect(keptFrom).toBeLessThanOrEqual(visibleFrom);
      }),
    );
  });

  test("for 30 days after any shortening, what was kept before is kept still", () => {
    const DAY = 86_400_000;
    fc.assert(
      fc.property(retention, retention, fc.nat(29), (before, after, wait) => {
        const change = { before: totalDays(before, 30), after: totalDays(after, 30), now: 0, graceDays: 30 };
        const next = { ...after, grace: graceAfter(before, change) };
        const keptThen = retentionBounds(before, 30, 0).keptFrom;
        const stillKept = retentionBounds(next, 30, wait * DAY).keptFrom;
        expect(stillKept).toBeLessThanOrEqual(Math.max(keptThen, -change.before * DAY) + wait * DAY);
        expect(analyticsDays(next, 30)).toBe(analyticsDays(after, 30));
      }),
    );
  });
});
