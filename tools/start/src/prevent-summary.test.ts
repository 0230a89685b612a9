import type { Run } from "@logdoctor/shared-policies";
import { aPreventFinding, aPreventOutcome } from "@logdoctor/shared-policies/testing";
import { expect, test } from "vitest";
import { preventLines, preventSummaryOf } from "./prevent-summary.ts";

function runWith(...findings: Parameters<typeof aPreventFinding>[0][]): Run {
  const prevent = aPreventOutcome(findings.map((one) => aPreventFinding(one)));
  return { id: "run_testing00", status: "succeeded", prevent } as Run;
}

test("what two rules found costs once", () => {
  const twice = { templateId: "t1", template: "Cart <*>", gbPerMonth: 2, usdPerMonth: 5 };
  const { gbPerMonth, usdPerMonth, findings } = preventSummaryOf(
    runWith(
      { ...twice, ruleId: "debug-in-prod" },
      { ...twice, ruleId: "high-frequency-log" },
      { templateId: "t2", gbPerMonth: 1, usdPerMonth: 2 },
    ),
  );
  expect(findings.map(({ rule }) => rule).slice(0, 2)).toEqual(["debug-in-prod", "high-frequency-log"]);
  expect({ gbPerMonth, usdPerMonth }).toEqual({ gbPerMonth: 3, usdPerMonth: 7 });
});

test("a person reads the dearest", () => {
  const many = Array.from({ length: 11 }, (_, i) => ({ templateId: `t${i}`, template: `Message ${i}` }));
  const lines = preventLines(preventSummaryOf(runWith(...many)));
  expect(lines[0]).toContain("findings: 11");
  expect(lines.at(-1)).toBe("and 3 more.");
});
