import { request } from "node:https";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Contoso, startContoso, trace } from "../testing/contoso.ts";

let contoso: Contoso;
beforeAll(async () => {
  contoso = await startContoso();
  await contoso.azure.loadRows(
    contoso.tenant.customerId,
    "AppTraces",
    Array.from({ length: 50 }, (_, index) => trace(1, `row ${index}`)),
  );
});
afterEach(() => contoso.azure.faults.clear());
afterAll(() => contoso[Symbol.asyncDispose]());

const QUERY = { match: { method: "POST", path: "^/v1/" } };

async function statuses(calls: number): Promise<number[]> {
  const found = [];
  for (let call = 0; call < calls; call += 1) found.push((await contoso.query("AppTraces | count")).status);
  return found;
}

describe("which requests a fault strikes", () => {
  test("the nth ones, at most so many times", async () => {
    contoso.azure.faults.add({ ...QUERY, nth: [2, 4, 5], times: 2, effect: { status: 503, body: "down" } });
    expect(await statuses(5)).toEqual([200, 503, 200, 503, 200]);
  });

  test("the same ones for the same seed and probability", async () => {
    const run = async (seed: number): Promise<number[]> => {
      contoso.azure.faults.clear();
      contoso.azure.faults.add({ ...QUERY, probability: 0.5, seed, effect: { status: 500 } });
      return statuses(12);
    };
    const first = await run(7);
    expect(await run(7)).toEqual(first);
    expect(new Set(first)).toEqual(new Set([200, 500]));
  });

  test("and the request log says which", async () => {
    contoso.azure.faults.add({ id: "outage", ...QUERY, times: 1, effect: { status: 503 } });
    await statuses(1);
    expect(contoso.azure.requests.entries().findLast((entry) => entry.path.startsWith("/v1/"))).toMatchObject({
      fault: "outage",
      status: 503,
    });
  });
});

describe("what a fault does to a body", () => {
  test("truncates it as if it were whole", async () => {
    contoso.azure.faults.add({ ...QUERY, effect: { truncateAfterBytes: 100 } });
    const text = await (await contoso.query("AppTraces")).text();
    expect(text).toHaveLength(100);
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  });

  test("breaks the connection in the middle", async () => {
    contoso.azure.faults.add({ ...QUERY, effect: { resetAfterBytes: 100 } });
    const response = await contoso.query("AppTraces");
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
  });

  test("announces a wrong length", async () => {
    contoso.azure.faults.add({ ...QUERY, effect: { contentLengthError: 10 } });
    const { length, received, whole } = await rawQuery();
    expect(length).toBe(received + 10);
    expect(whole).toBe(false);
  });

  test("delays the answer", async () => {
    contoso.azure.faults.add({ ...QUERY, effect: { delayMs: 80 } });
    const started = performance.now();
    expect(await statuses(1)).toEqual([200]);
    expect(performance.now() - started).toBeGreaterThanOrEqual(79);
  });
});

type Raw = { length: number; received: number; whole: boolean };

/** Reads as a client that believes the header. */
async function rawQuery(): Promise<Raw> {
  const token = await contoso.token("https://api.loganalytics.io");
  const url = `${contoso.azure.url}/v1/workspaces/${contoso.tenant.customerId}/query`;
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const asked = request(url, { method: "POST", headers, agent: false }, (response) => {
      let received = 0;
      const settle = (): void =>
        resolve({ length: Number(response.headers["content-length"]), received, whole: response.complete });
      response.on("data", (chunk: Buffer) => {
        received += chunk.length;
      });
      response.on("end", settle);
      response.on("error", settle);
    });
    asked.on("error", reject);
    asked.end('{"query":"AppTraces | count"}');
  });
}
