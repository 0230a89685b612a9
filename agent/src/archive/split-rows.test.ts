import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { everyColumn, rowsOf } from "../testing/arbitrary-rows.ts";
import { answerOf } from "../testing/query-answer.ts";
import { QueryBodyError, splitRows } from "./split-rows.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "logdoctor-split-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function* inPieces(text: string, sizes: readonly number[]): AsyncIterable<Uint8Array> {
  const bytes = Buffer.from(text);
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

const sizes = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 5 });

test("one line per row, wherever the network cuts the answer", async () => {
  await fc.assert(
    fc.asyncProperty(rowsOf(everyColumn, 8), sizes, async (rows, cuts) => {
      const file = await splitRows(inPieces(answerOf(everyColumn, rows), cuts), join(folder, "rows"));
      const lines = (await readFile(file.path, "utf8")).split("\n").filter((line) => line !== "");
      expect(lines).toEqual(rows.map((row) => `[${row.join(",")}]`));
      expect(file.rows).toBe(rows.length);
      expect(file.columns).toEqual(everyColumn);
    }),
    { numRuns: 200 },
  );
});

test("an answer that ends early is never taken, wherever it ends", async () => {
  await fc.assert(
    fc.asyncProperty(rowsOf(everyColumn, 4), fc.double({ min: 0, max: 1, noNaN: true }), async (rows, share) => {
      const whole = Buffer.from(answerOf(everyColumn, rows));
      const torn = whole.subarray(0, Math.floor((whole.length - 1) * share)).toString("latin1");
      const split = splitRows(inPieces(Buffer.from(torn, "latin1").toString("latin1"), [64]), join(folder, "torn"));
      await expect(split).rejects.toBeInstanceOf(QueryBodyError);
    }),
    { numRuns: 200 },
  );
});

test("a partial result is refused, not accepted", async () => {
  const body = answerOf(everyColumn, [], {
    code: "PartialError",
    message: "Query result set has exceeded the internal data size limit",
  });
  await expect(splitRows(inPieces(body, [50]), join(folder, "partial"))).rejects.toMatchObject({ kind: "partial" });
});

test("a column type that is not Kusto's is refused", async () => {
  const body = '{"tables":[{"name":"T","columns":[{"name":"a","type":"money"}],"rows":[]}]}';
  await expect(splitRows(inPieces(body, [50]), join(folder, "type"))).rejects.toMatchObject({ kind: "malformed" });
});

test("an answer that is not a query result is refused", async () => {
  await expect(splitRows(inPieces('{"value":[]}', [50]), join(folder, "other"))).rejects.toMatchObject({
    kind: "torn",
  });
});
