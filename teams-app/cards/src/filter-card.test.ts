import { type FilterStop, StopCause } from "@logdoctor/shared-policies";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesOf, filterCard, filterTextsOf, filterTitle, filterWebhook, maxCardBytes } from "./index.ts";
import { cardSchema } from "./testing/card-schema.ts";
import { hostileText } from "./testing/hostile-text.ts";

const languages = ["en", "ko", "ja"] as const;
const url = "https://tab.test/filter/rules";
const options = { language: "en", url } as const;

function aStop(over: Partial<FilterStop> = {}): FilterStop {
  return {
    ...{ table: "AppTraces", cause: "reverted", collectionRule: "/dcr/one", rules: [{ id: "a", ruleName: "Health" }] },
    detail: "More rows went than the dry run said: predicted 60.0 %, seen 90.0 %, 0 errors.",
    ...{ predictedDropRate: 0.6, observedDropRate: 0.9, transformErrors: 0 },
    ...over,
  };
}

describe.each(["1.5.0", "1.6.0"])("against the schema %s", (version) => {
  const problemsOf = cardSchema(version);

  test.each(StopCause.options)("filters that were %s are a valid card in every language", (cause) => {
    for (const language of languages) {
      const content = { stops: [aStop({ cause }), aStop({ cause, table: "Syslog" })] };
      expect(problemsOf({ ...filterCard(content, { language, url }) })).toEqual([]);
      expect(problemsOf({ ...filterWebhook(content, { language, url }).attachments[0].content })).toEqual([]);
    }
  });
});

test("a card says which rules of which table, why, what was measured, and what follows", () => {
  const card = filterCard({ stops: [aStop()] }, options);
  expect(card.fallbackText).toBe("Filter taken back: AppTraces");
  const text = JSON.stringify(card);
  for (const part of ["Health", "did not do as predicted", "60.0 %", "90.0 %", "More rows went", "Next: the rules"]) {
    expect(text).toContain(part);
  }
  expect(card.actions).toEqual([{ type: "Action.OpenUrl", title: "Open in Log Doctor", url }]);
});

test("every cause has words of its own in every language", () => {
  for (const language of languages) {
    const texts = StopCause.options.map((cause) => {
      const card = filterCard({ stops: [aStop({ cause })] }, { language, url });
      expect(JSON.stringify(card)).not.toContain("undefined");
      expect(card.lang).toBe(language);
      return JSON.stringify(card.body);
    });
    expect(new Set(texts).size).toBe(3);
  }
});

test.each(["refused", "expired"] as const)(
  "a card of what was %s tells of proofs that other rules replaced",
  (cause) => {
    const again = { en: "test it again", ko: "다시 테스트하세요", ja: "もう一度テスト" };
    for (const language of languages) {
      expect(JSON.stringify(filterCard({ stops: [aStop({ cause })] }, { language, url }))).toContain(again[language]);
    }
  },
);

test("what went wrong heads the card, and what only expired is told in a low voice", () => {
  const expired = aStop({ cause: "expired", table: "Syslog", detail: "The rule has expired." });
  const styles = (stops: FilterStop[]): unknown =>
    filterCard({ stops }, options).body.flatMap((one) => ("style" in one ? [one.style] : []));
  expect(styles([expired])).toEqual(["emphasis"]);
  expect(styles([aStop({ cause: "refused" }), expired])).toEqual(["warning"]);
  expect(styles([aStop(), expired])).toEqual(["attention"]);
  expect(JSON.stringify(filterCard({ stops: [expired] }, options))).not.toContain("Your agent says");
  const tables = ["AppTraces", "AppEvents", "Syslog"].map((table) => aStop({ table }));
  expect(filterTitle({ stops: [...tables, expired] }, filterTextsOf.en)).toBe(
    "Filter taken back: AppTraces and 2 more tables",
  );
});

test("what does not fit is counted", () => {
  const rules = Array.from({ length: 12 }, (_, i) => ({ id: `r${i}`, ruleName: `Rule ${i}` }));
  const stops = Array.from({ length: 7 }, (_, i) => aStop({ table: `Table${i}`, rules }));
  const text = JSON.stringify(filterCard({ stops }, options));
  expect(text).toContain("Rule 7, and 4 more");
  expect(text).toContain('"and 2 more"');
});

test("nothing on it can be answered", () => {
  const text = JSON.stringify([
    filterCard({ stops: [aStop()] }, options),
    filterWebhook({ stops: [aStop()] }, options),
  ]);
  expect(text).not.toMatch(/Action\.(?:Execute|Submit|ShowCard)|"refresh"|Input\./);
});

test("whatever rules are called and agents say, the card stays small and whole, and its link stays ours", () => {
  const hostile = hostileText(200);
  fc.assert(
    fc.property(hostile, fc.constantFrom(...languages), (text, language) => {
      const rules = Array.from({ length: 50 }, (_, i) => ({ id: `r${i}`, ruleName: text.slice(0, 120) }));
      const stop = aStop({ rules, detail: text.slice(0, 1000), table: text.slice(0, 200) });
      const content = { stops: Array.from({ length: 8 }, () => stop) };
      for (const card of [
        filterCard(content, { language, url }),
        filterWebhook(content, { language, url }).attachments[0].content,
      ]) {
        expect(bytesOf(card)).toBeLessThanOrEqual(maxCardBytes);
        const shown = JSON.stringify(card);
        expect(shown).not.toContain("{{");
        expect(shown).not.toMatch(/\u202e/);
        for (const [, found = ""] of shown.matchAll(/"url":"([^"]*)"/g)) expect(found).toBe(url);
        for (const [, marked = ""] of shown.matchAll(/"type":"TextBlock"[^}]*"text":"([^"]*)"/g)) {
          expect(marked).not.toMatch(/(?<!\\)\]\(|<at>/);
        }
      }
    }),
    { numRuns: 40 },
  );
});
