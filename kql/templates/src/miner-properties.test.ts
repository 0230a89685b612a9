import fc from "fast-check";
import { expect, test } from "vitest";
import { createMiner, type Miner } from "./index.ts";

const word = fc.constantFrom(..."ada alan kim lee tim bob eve joe 7 10.0.0.1 node-3 /a/b".split(" "));

/** Messages of few statements, whose words vary enough to be generalised. */
const message = fc
  .tuple(
    fc.constantFrom("user", "the user", "order for"),
    word,
    fc.constantFrom("signed in from", "left"),
    word,
    fc.constantFrom("at home", "again", ""),
  )
  .map((parts) => parts.join(" "));

const anything = fc.oneof(message, fc.string({ unit: "grapheme" }), fc.string({ unit: "binary" }), fc.json());

/** The fixed parts of a template stand in the message in their order, white space aside. */
function fits(template: string, text: string): boolean {
  const [begin = "", ...parts] = bare(template).split("<*>");
  const whole = bare(text);
  if (!whole.startsWith(begin)) return false;
  let at = begin.length;
  return parts.every((part) => {
    at = whole.indexOf(part, at) + part.length;
    return at >= part.length;
  });
}

function bare(text: string): string {
  return text.replace(/[\s\p{Cc}\ufeff]/gu, "");
}

function partition(miner: Miner, messages: readonly string[]): string[][] {
  return [...Map.groupBy(messages, (text) => miner.templateOf(text).templateId).values()];
}

test("a message fits its own template, at once and after all others", () => {
  const singleLine = anything.map((text) => text.replace(/\n/g, " "));
  fc.assert(
    fc.property(fc.array(singleLine, { maxLength: 60 }), (messages) => {
      const miner = createMiner();
      for (const text of messages) expect(fits(miner.add(text).template, text)).toBe(true);
      for (const text of messages) expect(fits(miner.templateOf(text).template, text)).toBe(true);
    }),
  );
});

test("groups and ids do not depend on the order in which messages are learned", () => {
  const twice = fc
    .uniqueArray(message, { minLength: 5, maxLength: 120 })
    .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
  fc.assert(
    fc.property(twice, ([messages, other]) => {
      const [first, second] = [createMiner(), createMiner()];
      for (const text of messages) first.learn(text);
      for (const text of other) second.learn(text);
      expect(partition(second, messages)).toEqual(partition(first, messages));
      expect(second.templates().map(({ templateId }) => templateId)).toEqual(
        first.templates().map(({ templateId }) => templateId),
      );
    }),
  );
});

test("a miner that is saved and loaded goes on as if it had not been", () => {
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 80 }), fc.nat(80), (messages, cut) => {
      const through = createMiner({ maxTemplates: 16 });
      for (const text of messages.slice(0, cut)) through.add(text);
      const reloaded = createMiner({ maxTemplates: 16 }, JSON.parse(JSON.stringify(through.state())));
      for (const text of messages.slice(cut)) expect(reloaded.add(text)).toEqual(through.add(text));
      expect(reloaded.templates()).toEqual(through.templates());
    }),
  );
});

test("an id that was given out leads to its template for good, in the group or among former ids", () => {
  fc.assert(
    fc.property(fc.array(message, { maxLength: 120 }), (messages) => {
      const miner = createMiner();
      const given = messages.map((text) => ({ text, id: miner.add(text).templateId }));
      const known = new Map(
        miner
          .templates()
          .flatMap(({ templateId, formerIds }) => [templateId, ...formerIds].map((id) => [id, templateId])),
      );
      for (const { text, id } of given) expect(known.get(id)).toBe(miner.templateOf(text).templateId);
    }),
  );
});

test("memory is bounded where every message is another", () => {
  const miner = createMiner({ maxTemplates: 32 });
  const letters = (n: number): string => n.toString(2).replaceAll("0", "o").replaceAll("1", "i");
  for (let n = 0; n < 2_000; n++) {
    miner.add(`${letters(n)} ${letters(n * 3)} of ${letters(n * 7)} near ${letters(n * 11)}`);
    miner.add("x ".repeat(n % 50));
  }
  const { groups, patterns } = miner.state();
  expect(patterns.length).toBeLessThanOrEqual(32);
  expect(groups.length).toBeLessThanOrEqual(32);
});
