import { describe, expect, test } from "vitest";
import { rowsOf, startContoso, trace } from "../testing/contoso.ts";

type Partial = { tables: { rows: unknown[][] }[]; error?: { code: string } };

describe("size of an answer", () => {
  test("rows beyond the limit are cut, with 200 and PartialError", async () => {
    await using contoso = await startContoso({ limits: { queryMaxRows: 3 } });
    const rows = Array.from({ length: 4 }, (_, index) => trace(1, `row ${index}`));
    await contoso.azure.loadRows(contoso.tenant.customerId, "AppTraces", rows);

    const cut = (await (await contoso.query("AppTraces")).json()) as Partial;
    expect(cut.tables[0]?.rows).toHaveLength(3);
    expect(cut.error?.code).toBe("PartialError");
    const whole = (await (await contoso.query("AppTraces | take 3")).json()) as Partial;
    expect(whole.error).toBeUndefined();
  });

  test("bytes beyond the limit are cut too, on a row", async () => {
    await using contoso = await startContoso({ limits: { queryMaxBytes: 250 } });
    const rows = Array.from({ length: 4 }, () => trace(1, "x".repeat(96)));
    await contoso.azure.loadRows(contoso.tenant.customerId, "AppTraces", rows);

    const cut = (await (await contoso.query("AppTraces | project Message")).json()) as Partial;
    expect(cut.tables[0]?.rows).toEqual([["x".repeat(96)], ["x".repeat(96)]]);
    expect(cut.error?.code).toBe("PartialError");
  });

  test("an answer may be compressed", async () => {
    await using contoso = await startContoso({ behaviour: { gzip: true } });
    await contoso.azure.loadRows(contoso.tenant.customerId, "AppTraces", [trace(1, "한글 🙂")]);

    const response = await contoso.query("AppTraces | project Message");
    expect(response.headers.get("content-encoding")).toBe("gzip");
    expect(await rowsOf(response)).toEqual([["한글 🙂"]]);
  });
});

describe("429", () => {
  test("beyond the requests of 30 seconds, until the time is over", async () => {
    await using contoso = await startContoso({ limits: { queryRequestsPer30Seconds: 2 } });
    await contoso.azure.loadRows(contoso.tenant.customerId, "AppTraces", [trace(1, "one")]);

    const statuses = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await contoso.query("AppTraces | count")).status);
    expect(statuses).toEqual([200, 200, 429]);
    const refused = await contoso.query("AppTraces | count");
    expect(refused.headers.get("retry-after")).toBe("5");

    contoso.azure.clock.advance(30_000);
    expect((await contoso.query("AppTraces | count")).status).toBe(200);
  });

  test("when the queue of concurrent queries is full, or waiting took too long", async () => {
    await using contoso = await startContoso({
      limits: { queryConcurrent: 1, queryQueueLength: 1, queryQueueMs: 100 },
    });
    await contoso.azure.loadRows(
      contoso.tenant.customerId,
      "AppTraces",
      Array.from({ length: 20_000 }, (_, index) => trace(1, `${index}`.padEnd(500))),
    );

    // Its body is not read: the slot stays taken.
    const running = await contoso.query("AppTraces");
    const waiting = contoso.query("AppTraces | count");
    await expect.poll(async () => (await contoso.query("AppTraces | count")).status).toBe(429);
    expect((await waiting).status).toBe(429);

    await running.body?.cancel();
    await expect.poll(async () => (await contoso.query("AppTraces | count")).status).toBe(200);
  });
});
