import type { RunId, Violation, ViolationState } from "@logdoctor/shared-policies";
import {
  observeFinding,
  preventDigestOf,
  RecommendedChange,
  ViolationState as States,
  weekAround,
} from "@logdoctor/shared-policies";
import { aPreventFinding, testAgent } from "@logdoctor/shared-policies/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bytesOf,
  digestCard,
  digestWebhook,
  maxCardBytes,
  type PreventContent,
  preventCard,
  preventWebhook,
} from "./index.ts";
import { cardSchema } from "./testing/card-schema.ts";
import { hostileText } from "./testing/hostile-text.ts";

const languages = ["en", "ko", "ja"] as const;
const url = "https://tab.test/findings";
const links = { url, urlOf: (id: string) => `${url}/${id}` };
const options = { ...links, language: "en", nonce: "nonce" } as const;

function aViolation(over: Parameters<typeof aPreventFinding>[0] = {}, state: ViolationState = "Alerted"): Violation {
  const now = new Date("2026-11-10T00:00:00Z");
  const window = { from: "2026-11-09T18:00:00.000Z", to: "2026-11-10T00:00:00.000Z" };
  const seen = { runId: "run_testing00" as RunId, window, actor: { kind: "agent", id: testAgent }, now } as const;
  return { ...observeFinding(undefined, aPreventFinding(over), seen), state };
}

function content(findings: readonly Violation[], over: Partial<PreventContent> = {}): PreventContent {
  const common = { cardId: "pvc_testing00", kind: "violation", revision: 1, teamName: "Shop" } as const;
  return { ...common, findings, count: findings.length, ...over };
}

function digest(violations: readonly Violation[]) {
  const week = weekAround(new Date("2026-11-10T00:00:00Z"));
  const saving = {
    ...{ changedAt: "2026-11-10T00:00:00Z", gbPerMonth: 12, usdPerMonth: 33 },
    ...{ before: { bytesPerHour: 2e7, hours: 12 }, after: { bytesPerHour: 0, hours: 12 } },
  };
  const prevent = preventDigestOf({ violations, runs: [], week });
  const fixed = prevent.top.map((one) => ({ ...one, saving }));
  const pattern = { patternId: "path-scanner", severity: "MEDIUM", findings: 1, matches: 60, sources: 1 } as const;
  return {
    ...{ from: week.from.toISOString(), to: week.to.toISOString(), prevent: { ...prevent, fixed } },
    patterns: [{ ...pattern, examplePath: "/" }],
  };
}

describe.each(["1.5.0", "1.6.0"])("against the schema %s", (version) => {
  const problemsOf = cardSchema(version);

  test.each(States.options)("findings in the state %s are a valid card in every language", (state) => {
    for (const language of languages) {
      const one = content([aViolation({}, state), aViolation({ id: "pvf_testing01", severity: "HIGH" }, state)]);
      expect(problemsOf({ ...preventCard(one, { ...options, language }) })).toEqual([]);
      expect(problemsOf({ ...preventWebhook(one, { ...links, language }).attachments[0].content })).toEqual([]);
    }
  });

  test("a digest is a valid card in every language", () => {
    for (const language of languages) {
      expect(problemsOf({ ...digestCard(digest([aViolation()]), { ...links, language }) })).toEqual([]);
    }
  });
});

test("every change and state has words in every language", () => {
  for (const language of languages) {
    for (const change of RecommendedChange.options) {
      const text = JSON.stringify(preventCard(content([aViolation({ change })]), { ...options, language }));
      expect(text).not.toContain("undefined");
    }
  }
});

test("a card offers the answers that fit any of its findings, and only the link where none does", () => {
  const offered = (state: ViolationState): unknown[] =>
    preventCard(content([aViolation({}, state)]), options).actions.map(({ title }) => title);
  expect(offered("Alerted")).toEqual(["Acknowledge", "Changed it", "Ignore", "Open in Log Doctor"]);
  expect(offered("ActionTaken")).toEqual(["Ignore", "Open in Log Doctor"]);
  expect(offered("Clean")).toEqual(["Open in Log Doctor"]);
});

test("money is shown only where it is known", () => {
  const { usdPerMonth: _, ...free } = aPreventFinding();
  const violation = { ...aViolation(), finding: free };
  expect(JSON.stringify(preventCard(content([violation]), options))).not.toContain("$1");
  expect(JSON.stringify(preventCard(content([aViolation()]), options))).toContain("0.72 GB, $1.99 a month");
});

test("what nobody answered is not called ignored", () => {
  const text = JSON.stringify(preventCard(content([aViolation({}, "Ignored")]), options));
  expect(text).toContain("Not answered");
});

test("a webhook gets links alone", () => {
  const text = JSON.stringify([
    preventWebhook(content([aViolation()]), { ...links, language: "en" }),
    digestWebhook(digest([aViolation()]), { ...links, language: "en" }),
  ]);
  expect(text).not.toMatch(/Action\.(?:Execute|Submit|ShowCard)|"refresh"|Input\./);
  expect(text).toContain("Action.OpenUrl");
});

test("whatever logs hold, the card stays small and whole, and its buttons and links stay ours", () => {
  const hostile = hostileText(300);
  fc.assert(
    fc.property(hostile, fc.constantFrom(...languages), (text, language) => {
      const over = { template: text.slice(0, 2000), callSite: text.slice(0, 500), service: text.slice(0, 200) };
      const findings = Array.from({ length: 5 }, (_, i) =>
        aViolation({ ...over, id: `pvf_testing0${i}`, resource: `/x/${text.slice(0, 900)}`, ruleId: "debug-in-prod" }),
      );
      const one = content(findings, { teamName: text.slice(0, 120), count: 250 });
      const cards = [
        preventCard(one, { ...options, language }),
        preventWebhook(one, { ...links, language }).attachments[0].content,
        digestCard(digest(findings), { ...links, language }),
      ];
      for (const card of cards) {
        expect(bytesOf(card)).toBeLessThanOrEqual(maxCardBytes);
        const shown = JSON.stringify(card);
        expect(shown).not.toContain("{{");
        expect(shown).not.toMatch(/\u202e/);
        const urls = [...shown.matchAll(/"url":"([^"]*)"/g)].map(([, found = ""]) => found);
        for (const found of urls) expect(found.startsWith(url)).toBe(true);
        for (const [, marked = ""] of shown.matchAll(/"type":"TextBlock"[^}]*"text":"([^"]*)"/g)) {
          expect(marked).not.toMatch(/(?<!\\)\]\(|<at>/);
        }
      }
    }),
    { numRuns: 40 },
  );
});
