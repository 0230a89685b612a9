import { describe, expect, test } from "vitest";
import { createMiner, MinerState } from "./index.ts";

const NAMES = ["ada", "kim", "lee", "tim", "bob", "eve"] as const;
const said = (name: string) => `payment of ${name} was refused by the bank`;

function learned(messages: readonly string[]) {
  const miner = createMiner();
  for (const message of messages) miner.learn(message);
  return miner;
}

describe("words become variables by how they vary", () => {
  test.each([
    ["five names in the same sentence", NAMES.slice(0, 5).map(said), 1],
    ["four names may be four statements", NAMES.slice(0, 4).map(said), 4],
    [
      "three are enough behind 'user'",
      NAMES.slice(0, 3).map((name) => `session opened for user ${name} at the door`),
      1,
    ],
    ["the first word tells statements apart", NAMES.slice(0, 5).map((name) => `${name} was refused by the bank`), 5],
    ["a bound is a value too", ["ran for <1 sec in all", "ran for 12 sec in all"], 1],
    ["a number in angle brackets", ["job <1> in all", "job 12 in all"], 2],
    ["two states", ["the door is open now", "the door is closed now"], 2],
    ["a word where others have a number", ["bound to host 10.0.0.7 again", "bound to host lo again"], 1],
    ["single words", [...NAMES], 6],
  ])("%s", (_, messages, count) => {
    expect(learned(messages).templates()).toHaveLength(count);
  });

  test("two words that vary together need more", () => {
    const pairs = (count: number) =>
      Array.from({ length: count }, (_, i) => {
        const name = "abcdefghij".charAt(i).repeat(5);
        return `agent ${name} took the parcel from ${name}ville to town`;
      });
    expect(learned(pairs(7)).templates()).toHaveLength(7);
    expect(learned(pairs(8)).templates()).toMatchObject([
      { template: "agent <*> took the parcel from <*> to town", count: 8 },
    ]);
  });

  test("what variable words have in common is shown", () => {
    const miner = createMiner();
    expect(miner.add("verified blk_1 and blk_2 today").template).toBe("verified blk_<*> and blk_<*> today");
    expect(miner.add("verified rdd_9 and blk_2 today").template).toBe("verified <*> and blk_<*> today");
  });
});

describe("ids", () => {
  test("a template that grows keeps its first id, and those that join it are remembered", () => {
    const miner = createMiner();
    const given = NAMES.map((name) => miner.add(said(name)));
    expect(new Set(given.slice(0, 4).map(({ templateId }) => templateId)).size).toBe(4);
    expect(given[5]).toMatchObject({ templateId: given[0]?.templateId, template: said("<*>") });
    const [one] = miner.templates();
    expect(one).toMatchObject({ templateId: given[0]?.templateId, count: 6 });
    expect(new Set(one?.formerIds)).toEqual(new Set(given.slice(1, 4).map(({ templateId }) => templateId)));
  });

  test("depend on the template alone where all is learned first", () => {
    const messages = NAMES.map(said);
    const [first, second] = [learned(messages), learned(messages.toReversed())];
    expect(second.templates()).toEqual(first.templates());
  });

  test("are known again in the next run", () => {
    const miner = createMiner();
    const given = NAMES.slice(0, 4).map((name) => miner.add(said(name)).templateId);
    const state = MinerState.parse(JSON.parse(JSON.stringify(miner.state())));
    const next = createMiner({}, state);
    expect(NAMES.slice(0, 4).map((name) => next.templateOf(said(name)).templateId)).toEqual(given);
    const joined = next.add(said("zoe"));
    expect(joined).toMatchObject({ templateId: given[0], template: said("<*>") });
    expect(new Set(joined.formerIds)).toEqual(new Set(given.slice(1)));
  });

  test("of a new template differ from one that began with the same text", () => {
    const miner = createMiner({ maxTemplates: 6 });
    const { templateId } = miner.add(said("ada"));
    for (const name of NAMES.slice(1)) miner.add(said(name));
    expect(miner.add(said("ada")).templateId).toBe(templateId);
    expect(new Set(miner.templates().map((one) => one.templateId)).size).toBe(miner.templates().length);
  });
});

test.each([
  ["another version", { version: 2, groups: [], patterns: [] }],
  ["a group that is missing", { version: 1, groups: [], patterns: [{ group: 0, tokens: [], masks: [] }] }],
  [
    "a wildcard beyond the end",
    {
      version: 1,
      groups: [{ id: "a", formerIds: [], count: 1, shown: [["x", false]] }],
      patterns: [{ group: 0, tokens: ["x"], masks: [[1]] }],
    },
  ],
])("state with %s is refused", (_, state) => {
  expect(MinerState.safeParse(state).success).toBe(false);
});

test("what was not seen for longest is forgotten", () => {
  const miner = createMiner({ maxTemplates: 2 });
  for (const message of ["one", "two", "one", "three"]) miner.add(message);
  expect(miner.templates().map(({ template, count }) => [template, count])).toEqual([
    ["one", 2],
    ["three", 1],
  ]);
});
