import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type FakeContainer, fakeState } from "../../testing/fake-blobs.ts";
import { aWorkspaceRule, fakeCollectionRules, fakeRuleId } from "../../testing/fake-collection-rules.ts";
import { processWith } from "../../testing/faults.ts";
import { changeTransform, type TransformChange } from "./change-transform.ts";
import { documentHash, ruleDocument } from "./rule-document.ts";

const flow = { stream: "Microsoft-Table-AppTraces", table: "AppTraces" };
const add: TransformChange = { ruleId: fakeRuleId, flow, next: () => "source | where SeverityLevel > 1" };

function setUp(rule: object = aWorkspaceRule("AppTraces")) {
  const rules = fakeCollectionRules({ [fakeRuleId]: rule });
  const container: FakeContainer = new Map();
  const state = fakeState(
    container,
    processWith([], async () => undefined),
  );
  const permitted: number[] = [];
  const stored = () => JSON.stringify(rules.stored.get(fakeRuleId));
  return { rules, state, container, permitted, stored, permit: async () => void permitted.push(rules.writes.length) };
}

describe("changing a transformation", () => {
  test("keeps a copy of what was there, asks last, and writes once", async () => {
    const world = setUp();
    const hash = documentHash(ruleDocument(world.rules.stored.get(fakeRuleId)));
    expect((await changeTransform(world, add)).result).toBe("changed");
    expect(world.permitted).toEqual([0]);
    expect(world.rules.writes).toEqual([fakeRuleId]);
    const copy = world.container.get(`filter/backups/${hash}.json`);
    expect(Buffer.from(copy?.bytes ?? []).toString()).toContain("futureMember");

    expect((await changeTransform(world, add)).result).toBe("unchanged");
    expect(world.rules.writes).toHaveLength(1);
  });

  const Text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 });
  test("and taking it back leaves every byte of the rule as it was", async () => {
    const members = fc.dictionary(fc.stringMatching(/^x[a-z]{1,6}$/), fc.jsonValue());
    await fc.assert(
      fc.asyncProperty(members, members, fc.option(Text, { nil: undefined }), Text, async (own, inner, had, text) => {
        const rule = aWorkspaceRule("AppTraces", had) as { properties: object };
        const world = setUp({ ...rule, ...own, properties: { ...inner, ...rule.properties } });
        const before = world.stored();
        await changeTransform(world, { ...add, next: (current) => `${current ?? "source"} | where ${text}` });
        expect(world.stored()).not.toBe(before);
        await changeTransform(world, { ...add, next: () => had });
        expect(world.stored()).toBe(before);
      }),
      { numRuns: 100 },
    );
  });

  test("writes nothing when someone else wrote between the two readings", async () => {
    const world = setUp();
    world.rules.meanwhile = (reads) => {
      if (reads === 2) world.rules.stored.set(fakeRuleId, aWorkspaceRule("AppTraces", "source | where theirs"));
    };
    expect(await changeTransform(world, add)).toMatchObject({ result: "changed-meanwhile" });
    expect(world.rules.writes).toEqual([]);
    expect(world.stored()).toContain("theirs");
  });

  test("writes nothing when it may not, or when the rule has gone meanwhile", async () => {
    const world = setUp();
    const refused = changeTransform({ ...world, permit: () => Promise.reject(new Error("held")) }, add);
    await expect(refused).rejects.toThrow("held");
    world.rules.meanwhile = (reads) => {
      if (reads === 3) world.rules.stored.delete(fakeRuleId);
    };
    expect(await changeTransform(world, add)).toMatchObject({ result: "changed-meanwhile" });
    expect(world.rules.writes).toEqual([]);
  });

  test("says so when Azure gives back another rule than was written", async () => {
    const world = setUp();
    world.rules.kept = () => aWorkspaceRule("AppTraces", "source");
    expect(await changeTransform(world, add)).toMatchObject({ result: "not-kept" });
  });

  test.each([
    ["is not there", {}, "missing"],
    ["has no flow to the table", aWorkspaceRule("Syslog"), "unfit"],
    ["has a flow with a multi-stage transformation", withFlow({ transform: "stages" }), "unfit"],
    ["has a flow of several streams", withFlow({ streams: [flow.stream, "Microsoft-Table-Syslog"] }), "unfit"],
    ["has a flow of several destinations", withFlow({ destinations: ["la", "archive"] }), "unfit"],
  ])("refuses a rule that %s", async (_what, rule, result) => {
    const world = setUp(rule);
    if (result === "missing") world.rules.stored.clear();
    const before = world.stored();
    expect(await changeTransform(world, add)).toMatchObject({ result, detail: expect.stringMatching(/.{20}/) });
    expect(world.rules.writes).toEqual([]);
    expect(world.stored()).toBe(before);
  });
});

describe("flows that cannot be told apart", () => {
  const key = { stream: flow.stream, destinations: ["la"] };
  const twice = (...texts: (string | undefined)[]) => {
    const rule = ruleDocument(aWorkspaceRule("AppTraces"));
    const dataFlows = texts.map((transformKql) => ({
      streams: [key.stream],
      destinations: key.destinations,
      transformKql,
    }));
    return { ...rule, properties: { ...rule.properties, dataFlows } };
  };

  test("get no text of ours, and none of them loses its own", async () => {
    const world = setUp(twice("source | where first", "source | where second"));
    expect(await changeTransform(world, add)).toMatchObject({ result: "unfit" });
    expect(world.rules.writes).toEqual([]);
  });

  test("give back ours, each on its own", async () => {
    const world = setUp(twice("source | where first | where ours", "source | where second"));
    const next = (text: string | undefined) => text?.replace(" | where ours", "");
    expect(await changeTransform(world, { ...add, next, takesOut: true })).toMatchObject({ result: "changed" });
    expect(world.stored()).toContain('"source | where first"');
    expect(world.stored()).toContain('"source | where second"');
    expect(world.stored()).not.toContain("ours");
  });
});

function withFlow(over: object): object {
  const rule = ruleDocument(aWorkspaceRule("AppTraces"));
  const dataFlows = (rule.properties.dataFlows ?? []).map((one) => ({ ...one, ...over }));
  return { ...rule, properties: { ...rule.properties, dataFlows } };
}
