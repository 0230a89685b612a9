import { aPreventFinding } from "@logdoctor/shared-policies/testing";
import { expect, test } from "vitest";
import { choicesOf, findingFilterOf, passing } from "./finding-filter.ts";

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
      ["oversized-entry", "A single entry"],
      ["debug-in-prod", "Debug logs in production"],
    ],
    tables: ["AppTraces", "Perf", "Syslog"],
    services: ["auth", "shop"],
  });
});
