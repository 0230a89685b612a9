import { sampleTenants } from "@logdoctor/sample-data";
import { expect, test } from "vitest";
import { printSummary, type TenantSummary } from "./summary.ts";

const none = { ingestion: 0, retention: 0, longTerm: 0, archive: 0, total: 0 };
const row = { policyId: "p", status: "succeeded", late: 0, heldBack: [] };
const summary: TenantSummary = {
  tenantId: sampleTenants.kr.tenantId,
  name: "Hanbit Commerce",
  region: "koreacentral",
  jobs: {
    retain: {
      runId: "run_testing00",
      status: "succeeded",
      tables: [
        {
          ...row,
          table: "SecurityEvent",
          class: "A",
          expired: 1515,
          archived: 1515,
          verified: 1515,
          shrunk: 1515,
          method: "tableRetention",
          blobs: 31,
          bytes: 120_000,
          sourceBytes: 1_500_000,
        },
        {
          ...row,
          table: "AppTraces",
          class: "C",
          expired: 20,
          archived: 0,
          verified: 0,
          shrunk: 7,
          method: "deleteData",
          heldBack: ["quota"],
          blobs: 0,
          bytes: 0,
          sourceBytes: 0,
        },
      ],
      savings: {
        priceBookId: "list-2026-koreacentral",
        before: { ...none, ingestion: 90, retention: 10, total: 100 },
        after: { ...none, ingestion: 90, retention: 2, archive: 0.05, total: 92.05 },
        savedPerMonth: 7.95,
        ofBill: 0.0795,
        ofRetention: 0.8,
      },
    },
  },
};

test("a company's run is printed as an aligned table with totals and both denominators", () => {
  const lines = printSummary(summary, new Date("2026-11-21T00:00:00Z"));

  expect(lines).toEqual([
    "Hanbit Commerce (koreacentral), run run_testing00: succeeded",
    "  table          class  expired  archived  verified  shrunk  by              blobs   logs GB   blob GB  held back",
    "  -------------  -----  -------  --------  --------  ------  --------------  -----  --------  --------  ---------",
    "  SecurityEvent  A        1,515     1,515     1,515   1,515  tableRetention     31  0.001500  0.000120",
    "  AppTraces      C           20         0         0       7  deleteData          0  0.000000  0.000000  quota",
    "  all                     1,535     1,515     1,515   1,522                     31  0.001500  0.000120",
    "  Saves $7.95 a month: 8.0 % of the whole bill ($100.00 -> $92.05), 80.0 % of the retention line ($10.00 -> $2.00).",
    "  Prices: list-2026-koreacentral, from 2026-01-01, not checked against Microsoft's own page.",
  ]);
});
