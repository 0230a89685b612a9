import { type DetectionFinding, maxFindingsInReport } from "@logdoctor/shared-policies";
import { aFinding } from "@logdoctor/shared-policies/testing";
import { expect, test } from "vitest";
import { nothing, together } from "./gathered.ts";
import { maxReportBytes } from "./limits.ts";

function findings(count: number, of: Partial<DetectionFinding> = {}): DetectionFinding[] {
  return Array.from({ length: count }, (_, i) => aFinding({ id: `fnd_testing${String(i).padStart(5, "0")}`, ...of }));
}

const evidence = {
  itemId: "a",
  at: "2026-11-01T00:00:00Z",
  method: "GET",
  request: "가".repeat(2048),
  decoded: "가".repeat(2048),
  signals: [],
};

test("of too many findings the least severe are only counted", () => {
  const medium = findings(maxFindingsInReport, { severity: "MEDIUM" });
  const worse = aFinding({ id: "fnd_worse0000", severity: "CRITICAL" });
  const all = together({ ...nothing(), findings: medium }, { ...nothing(), findings: [worse] });

  expect(all.findings).toHaveLength(maxFindingsInReport);
  expect(all.findings[0]).toEqual(worse);
  expect(all.omitted).toBe(1);
});

test("a report stays within what the provider takes, and loses evidence before findings", () => {
  const heavy = findings(300, { evidence: Array.from({ length: 5 }, () => evidence), targetPath: "/".repeat(2048) });
  const all = together(nothing(), { ...nothing(), findings: heavy });

  expect(Buffer.byteLength(JSON.stringify(all))).toBeLessThan(maxReportBytes + 10_000);
  expect(all.findings).toHaveLength(300);
  expect(all.findings[0]?.evidence).toHaveLength(5);
  expect(all.findings.at(-1)?.evidence).toEqual([]);
});

test("a finding that comes again replaces its earlier self, and hidden ones add up", () => {
  const [before] = findings(1, { matchCount: 1 });
  const [after] = findings(1, { matchCount: 3 });
  if (before === undefined || after === undefined) throw new Error("no finding");
  const hidden = [{ exceptionId: "one", findings: 2 }];
  const all = together(
    { ...nothing(), findings: [before], excepted: hidden },
    { ...nothing(), findings: [after], excepted: hidden },
  );

  expect(all.findings).toEqual([after]);
  expect(all.excepted).toEqual([{ exceptionId: "one", findings: 4 }]);
});
