import fc from "fast-check";
import { expect, test } from "vitest";
import { bucketsOf, type TemplatedGroup } from "./buckets.ts";
import { loadRules } from "./load-rules.ts";
import { activeShipped } from "./rule.ts";

const rules = loadRules().map(activeShipped);

function ruleOf(id: string) {
  const rule = rules.find((one) => one.id === id);
  if (rule === undefined) throw new Error(`There is no rule ${id}`);
  return rule;
}

const frequent = ruleOf("high-frequency-log");

function group(over: Partial<TemplatedGroup>): TemplatedGroup {
  return {
    rules: new Set([frequent.id]),
    tooLarge: new Set(),
    level: "Info",
    resource: "shop",
    service: "api",
    callSite: "",
    category: "",
    listed: true,
    rows: 1,
    bytes: 100,
    storedBytes: 0,
    largestBytes: 100,
    largestItem: "a",
    firstSeen: "2026-06-01T11:00:00.0000000Z",
    lastSeen: "2026-06-01T11:00:00.0000000Z",
    hours: new Map([[1, { rows: 1, duplicates: 0 }]]),
    itemIds: ["a"],
    samples: ["x"],
    templateId: "t",
    ...over,
  };
}

test("however rows are cut into groups, their template comes to the same", () => {
  const row = fc.record({
    hour: fc.integer({ min: 0, max: 5 }),
    bytes: fc.integer({ min: 1, max: 9 }),
    part: fc.nat(3),
  });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), (rows) => {
      const cut = (by: (one: (typeof rows)[number]) => number) =>
        [...Map.groupBy(rows, by).values()].map((own) => {
          const hours = Map.groupBy(own, ({ hour }) => hour);
          return group({
            rows: own.length,
            bytes: own.reduce((sum, { bytes }) => sum + bytes, 0),
            hours: new Map([...hours].map(([hour, of]) => [hour, { rows: of.length, duplicates: 0 }])),
          });
        });
      const volume = { bytes: 1000, hours: 6 };
      const [whole] = bucketsOf(
        frequent,
        cut(() => 0),
        volume,
      );
      const [parts] = bucketsOf(
        frequent,
        cut(({ part }) => part),
        volume,
      );
      expect(parts?.matched).toEqual(whole?.matched);
      expect([parts?.rows, parts?.bytes]).toEqual([whole?.rows, whole?.bytes]);
    }),
  );
});

test("resources are told apart, services of one template are not", () => {
  const buckets = bucketsOf(
    frequent,
    [group({}), group({ service: "worker", bytes: 300 }), group({ resource: "bank" })],
    { bytes: 500, hours: 1 },
  );
  expect(buckets.map(({ resource, heaviest, rows }) => [resource, heaviest.service, rows])).toEqual([
    ["shop", "worker", 2],
    ["bank", "api", 1],
  ]);
});

test("of duplicates only the repetitions count, with their part of the bytes", () => {
  const duplicates = ruleOf("duplicate-exceptions");
  const hours = new Map([
    [1, { rows: 30, duplicates: 20 }],
    [2, { rows: 10, duplicates: 0 }],
  ]);
  const own = group({ rules: new Set([duplicates.id]), rows: 40, bytes: 4000, hours });
  const [bucket] = bucketsOf(duplicates, [own], { bytes: 4000, hours: 2 });
  expect(bucket).toMatchObject({ rows: 20, bytes: 2000, matched: { duplicatesPerHour: 20, shareOfVolume: 0.5 } });
});

test("sums of light groups count for levels and categories, not for what comes how often", () => {
  const debug = ruleOf("debug-in-prod");
  const left = group({ listed: false, rules: new Set([debug.id]), templateId: "", rows: 7 });
  expect(bucketsOf(debug, [left], { bytes: 200, hours: 1 })).toMatchObject([{ rows: 7 }]);

  const light = group({ listed: false, category: "kube-audit", rules: new Set(["verbose-category", frequent.id]) });
  const volume = { bytes: 200, hours: 1 };
  expect(bucketsOf(frequent, [light], volume)).toEqual([]);
  expect(bucketsOf(ruleOf("verbose-category"), [light], volume)).toMatchObject([{ matched: { shareOfVolume: 0.5 } }]);
});
