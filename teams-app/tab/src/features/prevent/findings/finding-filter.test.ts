import { aPreventFinding } from "@logdoctor/shared-policies/testing";
import { expect, test } from "vitest";
import { createI18n } from "../../../i18n/i18n.ts";
import { choicesOf, findingFilterOf, namedRules, passing } from "./finding-filter.ts";

const cart = { ...aPreventFinding(), ruleName: "Debug logs in production" };
const auth = { ...cart, ruleId: "oversized-entry", ruleName: "A single entry", table: "Syslog", service: "auth" };
const nameless = { ...cart, service: undefined };

test("an address names a filter, and what it misspells is left out", () => {
  expect(findingFilterOf({ state: "Alerted", table: "AppTraces", ruleId: "No Rule", service: "", other: 1 })).toEqual({
    state: "Alerted",
    table: "AppTraces",
  });
});

test("a filter lets through what has all that it names", () => {
  expect(passing([cart, auth, nameless], {})).toHaveLength(3);
  expect(passing([cart, auth, nameless], { service: "shop" })).toEqual([cart]);
  expect(passing([cart, auth], { table: "Syslog", ruleId: "debug-in-prod" })).toEqual([]);
});

test("what can be chosen is what some finding has, and what is chosen", () => {
  expect(choicesOf([cart, auth, nameless], { table: "Perf" })).toEqual({
    rules: [
      ["debug-in-prod", "Debug logs in production"],
      ["oversized-entry", "A single entry"],
    ],
    tables: ["AppTraces", "Perf", "Syslog"],
    services: ["auth", "shop"],
  });
});

test.each([
  ["en", ["cart talks", "Health checks that are logged", "The same message again and again"]],
  ["ko", ["계속 반복되는 같은 메시지", "기록되는 상태 확인 요청", "cart talks"]],
] as const)("rules to choose from come by the name that people read: %s", async (language, names) => {
  const { t } = await createI18n(language);
  const rules = [
    ["high-frequency-log", "The same message again and again"],
    ["health-check-chatter", "Health checks that are logged"],
    ["rule-own-1", "cart talks"],
  ] as const;

  expect(namedRules(rules, t, language).map(([, name]) => name)).toEqual(names);
});
