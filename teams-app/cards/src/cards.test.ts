import type { Incident } from "@logdoctor/shared-policies";
import { IncidentStatus, moveIncident, openIncident } from "@logdoctor/shared-policies";
import { aFinding, testTenant } from "@logdoctor/shared-policies/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bytesOf,
  incidentCard,
  incidentTitle,
  incidentWebhook,
  maxCardBytes,
  movesOf,
  testCard,
  testWebhook,
  textsOf,
} from "./index.ts";
import { markdownText, plainText } from "./plain-text.ts";
import { cardSchema } from "./testing/card-schema.ts";
import { hostileText } from "./testing/hostile-text.ts";

const url = "https://teams.microsoft.com/l/entity/app/dashboard?context=%7B%7D";
const languages = ["en", "ko", "ja"] as const;
const now = new Date("2026-11-10T00:00:00.000Z");
const options = { language: "en", url, nonce: "nonce" } as const;

function anIncident(over: Partial<Incident> = {}): Incident {
  const opened = openIncident(aFinding(), {
    ...{ id: "inc_testing00", tenantId: testTenant, now, reason: "Found." },
    actor: { kind: "agent", id: "agt_testing00" },
  });
  return { ...opened.incident, ...over };
}

describe.each(["1.5.0", "1.6.0"])("against the schema %s", (version) => {
  const problemsOf = cardSchema(version);

  test.each(IncidentStatus.options)("an incident in the state %s is a valid card in every language", (status) => {
    for (const language of languages) {
      const card = incidentCard(anIncident({ status }), { ...options, language });
      expect(problemsOf({ ...card })).toEqual([]);
      const [{ content }] = incidentWebhook(anIncident({ status }), { url, language }).attachments;
      expect(problemsOf({ ...content })).toEqual([]);
    }
  });

  test.each(languages)("a test card is a valid card in %s, without a button", (language) => {
    const card = testCard({ language, by: "Kim {{DATE(1)}}" });
    expect(problemsOf({ ...card })).toEqual([]);
    expect(card.actions).toEqual([]);
    expect(JSON.stringify(card)).not.toContain("{{");
    expect(testWebhook({ language, by: "Kim {{DATE(1)}}" }).attachments[0].content).toEqual(card);
  });

  test("an unknown key would be found", () => {
    expect(problemsOf({ ...incidentCard(anIncident(), options), extra: true })).not.toEqual([]);
  });
});

test("a card offers what the lifecycle allows in its state, and the link", () => {
  const offered = IncidentStatus.options.map((status) => [status, movesOf({ status })]);
  expect(Object.fromEntries(offered)).toEqual({
    Detected: [],
    Open: ["investigate", "block", "falsePositive"],
    Investigating: ["block", "falsePositive"],
    Blocking: ["resolve"],
    FalsePositive: ["reopen"],
    Resolved: ["reopen"],
    PatternUpdated: ["reopen"],
  });
  const types = incidentCard(anIncident(), options).actions.map(({ type }) => type);
  expect(types).toEqual(["Action.Execute", "Action.ShowCard", "Action.ShowCard", "Action.OpenUrl"]);
});

test("a card changes with its incident: colour, state, who did it and why", () => {
  const step = { actor: { kind: "person", id: "p", name: "Kim [x](y)" }, reason: "Our *scanner*", now } as const;
  const closed = moveIncident(anIncident(), "falsePositive", step);
  const card = JSON.stringify(closed && incidentCard(closed, options));
  expect(card).toContain('"style":"good"');
  expect(card).toContain("False positive - Kim [x](y), 2026-11-10 00:00 UTC: Our *scanner*");
  expect(incidentTitle(closed ?? anIncident(), textsOf.ko)).toBe("심각 · 요청 내 공격: 203.0.113.7 · 오탐");
});

test("a button without a reason is not blocked by the input of another", () => {
  const [acknowledge] = incidentCard(anIncident(), options).actions;
  expect(acknowledge).toMatchObject({
    associatedInputs: "none",
    data: { action: "incident", incidentId: "inc_testing00", move: "investigate", revision: 1, nonce: "nonce" },
    fallback: { type: "Action.OpenUrl" },
  });
});

test("a webhook gets links alone", () => {
  const text = JSON.stringify(incidentWebhook(anIncident(), { language: "en", url }));
  expect(text).not.toMatch(/Action\.(?:Execute|Submit|ShowCard)|"refresh"/);
  expect(text).toContain("Action.OpenUrl");
});

describe("log text", () => {
  test.each([
    ["[click](https://evil.example)", "\\[click\\]\\(https\\://evil\\.example\\)"],
    ["<at>Everyone</at>", "&lt;at\\>Everyone&lt;/at\\>"],
    ["**bold** _it_ `code`", "\\*\\*bold\\*\\* \\_it\\_ \\`code\\`"],
    ["a\u202etxt.exe\u200b", "a&lt;U\\+202E\\>txt\\.exe&lt;U\\+200B\\>"],
    ["line\r\n# heading", "line \\# heading"],
  ])("%j loses its meaning in Markdown", (text, shown) => {
    expect(markdownText(text, 200)).toBe(shown);
  });

  test("cannot call the functions of cards", () => {
    expect(plainText("{{DATE(2026-01-01T00:00:00Z)}}", 200)).not.toContain("{{");
    expect(markdownText("{{{TIME(x)}}", 200)).not.toContain("{{");
  });

  test("whatever a request holds, the card stays small, whole and without its links, and its buttons stay ours", () => {
    const hostile = hostileText(400);
    fc.assert(
      fc.property(hostile, fc.constantFrom(...languages), (text, language) => {
        const evidence = Array.from({ length: 10 }, (_, i) => ({
          ...{ itemId: `${i}`, at: "2026-11-10T00:00:00Z", method: text.slice(0, 20), request: text.slice(0, 2048) },
          ...{ decoded: text.slice(0, 2048), signals: [{ name: text.slice(0, 100), weight: 1 }] },
        }));
        const incident = anIncident({
          ...{ sourceIP: text.slice(0, 64), account: text.slice(0, 255), host: text.slice(0, 255), evidence },
          targetPath: text.slice(0, 2048),
        });
        const card = incidentCard(incident, { ...options, language });
        const plain = incidentCard(anIncident(), { ...options, language });
        expect(bytesOf(card)).toBeLessThanOrEqual(maxCardBytes);
        expect(bytesOf(incidentWebhook(incident, { url, language }))).toBeLessThanOrEqual(maxCardBytes);
        expect(card.actions).toEqual(plain.actions);
        const facts = card.body.flatMap((element) => (element.type === "FactSet" ? element.facts : []));
        for (const { value } of facts) expect(value).not.toMatch(/(?<!\\)\]\(|<at>|\{\{/);
        expect(JSON.stringify(card)).not.toContain("{{");
        expect(JSON.stringify(card)).not.toMatch(/\u202e/);
      }),
      { numRuns: 60 },
    );
  });
});
