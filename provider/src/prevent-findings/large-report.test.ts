import { sendReport } from "@logdoctor/shared-policies";
import { aPreventFinding, testTenant } from "@logdoctor/shared-policies/testing";
import { expect, test } from "vitest";
import type { DocumentStore } from "../documents/document-store.ts";
import { openEmbeddedStore } from "../store/embedded/embedded-store.ts";
import { preventReport } from "../testing/a-prevention.ts";
import { testApp, testClock } from "../testing/index.ts";

const cosmosLimit = 2_000_000;

test("a report as large as a request may be is recorded in transactions that Cosmos DB takes", async () => {
  const clock = testClock();
  const sizes: number[] = [];
  const store = openEmbeddedStore({ file: ":memory:", now: clock.now });
  const documents: DocumentStore = {
    ...store,
    commit(tenantId, writes) {
      sizes.push(Buffer.byteLength(JSON.stringify(writes)));
      return store.commit(tenantId, writes);
    },
  };
  const provider = { ...(await testApp({ now: clock.now, documents })), clock };
  const agent = await provider.enrolled();
  const text = "주문".repeat(1000);
  const findings = Array.from({ length: 300 }, (_, i) =>
    aPreventFinding({
      ...{ id: `pvf_large${String(i).padStart(5, "0")}`, template: text, resource: text.slice(0, 300) },
      ...{ callSite: text.slice(0, 100), itemIds: Array.from({ length: 5 }, () => "x".repeat(100)) },
    }),
  );
  const analyses = Array.from({ length: 200 }, (_, i) => ({
    ...{ ruleId: `rule-${i}`, currentValue: 1, threshold: 0, isViolation: true, detail: text.slice(0, 1000) },
  }));
  const report = await preventReport(provider, agent, findings, { analyses });
  await provider.call(agent, sendReport, { body: report });
  expect(sizes.length).toBeGreaterThan(2);
  expect(Math.max(...sizes)).toBeLessThan(cosmosLimit);
  const { items } = await store.list(testTenant, "prevent-finding", { limit: 1000 });
  expect(items).toHaveLength(300);
});
