import { type DetectionFinding, falsePositiveScore, type SettledCase, type Verdict } from "@logdoctor/shared-policies";
import { expect, test } from "vitest";
import { createFormat } from "../../../../format.ts";
import { en } from "../../../../i18n/en/index.ts";
import { createI18n } from "../../../../i18n/i18n.ts";
import { anIncident } from "../../../../testing/detect-documents.ts";
import { reasonText } from "./reason-text.ts";

function cases(count: number, verdict: Verdict): SettledCase[] {
  return Array.from({ length: count }, () => ({ sourceIP: "203.0.113.7", targetPath: "/shop", verdict }));
}

const at = "2026-11-20T01:00:00Z";
const signals = ["a", "b", "c", "d"].map((name) => ({ name, weight: 5 }));
const request = { itemId: "item-1", at, method: "GET", request: "/", decoded: "/", signals };

/** Incidents that bring every reason there is. */
const tellingOnes: [Partial<DetectionFinding>, SettledCase[]][] = [
  [{ score: 16, evidence: [request], userAgent: "sqlmap/1.8" }, cases(4, "falsePositive")],
  [{ score: 11, userAgent: "Googlebot/2.1" }, cases(4, "realAttack")],
  [{ score: 5, sourceIP: "10.0.0.7", activity: { requests: 100, succeeded: 99, distinctPaths: 3 } }, []],
  [{ matchCount: 40, succeeded: 1, activity: { requests: 50, succeeded: 2, distinctPaths: 40 } }, []],
  [{ matchCount: 40, succeeded: 40 }, []],
];

test.each(["en", "ko", "ja"] as const)("%s has words for every reason, with its values", async (language) => {
  const { t } = await createI18n(language);
  const reasons = tellingOnes.flatMap(
    ([finding, settled]) => falsePositiveScore(anIncident(finding), { threshold: 5, cases: settled }).reasons,
  );

  expect(new Set(reasons.map(({ code }) => code))).toEqual(new Set(Object.keys(en.incidents.reason)));
  for (const reason of reasons) {
    const text = reasonText(reason, t, createFormat(language));
    expect(text).not.toMatch(/\{\{|undefined/);
    expect(text).not.toBe(reason.code);
  }
});

test("a reason of a later version is shown by its code", async () => {
  const { t } = await createI18n("en");
  const reason = { code: "known-to-threat-intelligence", weight: -2, values: {} };

  expect(reasonText(reason, t, createFormat("en"))).toBe("known-to-threat-intelligence");
});
