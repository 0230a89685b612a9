import type { Run, StoredIncident } from "@logdoctor/shared-policies";
import { expect, test } from "vitest";
import { detectLines, detectSummaryOf } from "./detect-summary.ts";

const run = {
  id: "run_testing00",
  status: "succeeded",
  detect: {
    ...{ windows: [], patterns: 19, scanned: 27_062, queries: 11, findings: [], omitted: 2, excepted: [], skipped: [] },
  },
} as unknown as Run;

const incident = {
  id: "inc_testing00",
  status: "Open",
  severity: "CRITICAL",
  patternId: "sql-injection",
  sourceIP: "203.0.113.66",
  host: "www.hanbit-commerce.example",
  targetPath: "/catalogue/item/with/a/rather/long/name",
  matchCount: 1_200,
  succeeded: 3,
} as unknown as StoredIncident;

test("incidents are printed as a table, with what was read and where to look", () => {
  expect(detectLines(detectSummaryOf(run, [incident]))).toEqual([
    "Detect, run run_testing00: succeeded; 19 patterns over 27,062 rows; findings: 2, incidents: 1.",
    "incident       severity  from          on                                                requests  succeeded  status",
    "-------------  --------  ------------  ------------------------------------------------  --------  ---------  ------",
    "sql-injection  CRITICAL  203.0.113.66  www.hanbit-commerce.example/catalogue/item/with…     1,200          3  Open",
    "They are in the tab, under Detect.",
  ]);
});

test("without incidents one line says what was read", () => {
  expect(detectLines(detectSummaryOf(run, []))).toHaveLength(1);
});
