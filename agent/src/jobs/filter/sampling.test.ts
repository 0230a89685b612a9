import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { aFilterRule, type FilterWorld, filteredTable, filterWorld } from "../../testing/filter-world.ts";

let one: FilterWorld;
beforeEach(async () => {
  one = await filterWorld();
});
afterEach(() => one.close());

type Rule = ReturnType<typeof aFilterRule>;

const sampled = (over: Partial<Rule> = {}): Rule =>
  aFilterRule({
    ...{ id: "status", ruleName: "/status", filterType: "Sampling", matchPattern: "/status", action: "SAMPLE" },
    ...over,
  });

function rate(over: object = {}) {
  const base = { id: "rate", targetCategory: "/status", samplingRate: 0.5, maxPerMinute: 60, isActive: true };
  return { ...base, tenantId: aFilterRule().tenantId, table: filteredTable, ...over };
}

test("the rate of a rule that is only tested samples nothing beside the rules in force", async () => {
  one.policies.rules.push(aFilterRule(), sampled({ state: "Testing" }));
  one.policies.sampling.push(rate());
  await one.load([{ TimeGenerated: "2026-10-31T23:30:00Z", CsUriStem: "/healthz", _ItemId: "h", _BilledSize: 500 }]);
  one.policies.options.dangerDropRate = 1;
  Object.assign(one.deps.settings, { ceiling: { ...one.deps.settings.ceiling, maxDropRate: 1 } });
  const { tables, certificates } = await one.run();
  expect(tables).toMatchObject([{ state: "pending", ruleIds: ["health"] }]);
  expect(one.stored()).toContain("/healthz");
  expect(one.stored()).not.toContain("/status");
  expect(certificates.map(({ rules }) => rules.map(({ ruleId }) => ruleId))).toEqual([
    ["health", "status"],
    ["health"],
  ]);
});

describe("at most so many rows a minute", () => {
  /** 40 requests in each of 100 minutes, but 200 in five of them and 1,000 in one. */
  async function status(): Promise<void> {
    const counts = Array.from({ length: 100 }, (_, i) => (i === 50 ? 1000 : i % 20 === 3 ? 200 : 40));
    const rows = counts.flatMap((count, i) => {
      const TimeGenerated = new Date(Date.parse("2026-10-31T20:00:00Z") + i * 60_000).toISOString();
      return Array.from({ length: count }, (_, n) => ({
        ...{ TimeGenerated, CsUriStem: `/status/${n}`, CsUriQuery: `n=${n}`, _ItemId: `s${i}-${n}`, _BilledSize: 500 },
      }));
    });
    const other = { CsUriStem: "/item", TimeGenerated: "2026-10-31T20:00:00Z", _BilledSize: 500 };
    await one.load([...rows, ...Array.from({ length: 5000 }, (_, n) => ({ ...other, _ItemId: `o${n}` }))]);
  }

  test("are what the test counted: its dry run, its certificate and what is applied keep the same rows", async () => {
    await status();
    one.policies.sampling.push(rate({ maxPerMinute: 20 }));
    one.policies.rules.push(sampled({ state: "Testing" }));
    const tested = await one.run();
    const played = tested.dryRuns[0]?.rules[0];
    expect(played).toMatchObject({ observedPerMinute: 200, keptShare: 6554 / 65_536 });
    const { observedPerMinute } = played ?? {};

    // As the provider gives it back, while the volume has grown.
    await status();
    one.policies.rules[0] = sampled({
      state: "Testing",
      ...(observedPerMinute === undefined ? {} : { observedPerMinute }),
    });
    const again = await one.run();
    expect(again.dryRuns[0]?.rules).toMatchObject([{ observedPerMinute: 200, keptShare: 6554 / 65_536 }]);
    expect(again.certificates[0]?.rules).toEqual(tested.certificates[0]?.rules);

    one.policies.rules[0] = { ...one.policies.rules[0], state: "Active" } as Rule;
    const applied = await one.run();
    expect(applied.dryRuns[0]?.rules).toMatchObject([{ keptShare: 6554 / 65_536 }]);
    expect(applied.certificates[0]?.rules).toEqual(tested.certificates[0]?.rules);
    expect(applied.tables).toMatchObject([{ state: "pending", ruleIds: ["status"] }]);
    // A tenth of all, by the first four digits of a hash.
    expect(one.stored()).toContain("^(0|1[0-8]|19[0-8]|199[0-9])");
    await status();
    await one.run();
    expect(one.rules.writes).toHaveLength(1);
  });

  test("change no rate where fewer come, nor where none ever came", async () => {
    one.policies.sampling.push(rate({ maxPerMinute: 500 }));
    one.policies.rules.push(sampled({ state: "Testing" }));
    expect((await one.run()).dryRuns[0]?.rules).toMatchObject([{ observedPerMinute: 0, keptShare: 0.5 }]);
    await status();
    expect((await one.run()).dryRuns[0]?.rules).toMatchObject([{ observedPerMinute: 200, keptShare: 0.5 }]);
  });
});
