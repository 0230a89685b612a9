import fc from "fast-check";
import { expect, test } from "vitest";
import { isoClock, jsonLog, type LogEntry } from "./request-log.ts";

const text = fc.string({ unit: "binary" });
const entry: fc.Arbitrary<LogEntry> = fc.record(
  {
    at: fc.constant("2026-11-10T00:00:00.000Z"),
    level: fc.constantFrom("info", "warn", "error"),
    requestId: fc.uuid(),
    method: text,
    route: fc.oneof(text, fc.constant("/v1/runs/{runId}")),
    status: fc.integer({ min: 100, max: 599 }),
    ms: fc.integer({ min: 0, max: 10_000 }),
    tenantId: fc.uuid(),
    objectId: fc.uuid(),
    code: fc.constantFrom("internal", "not-found"),
    cause: text,
  },
  { requiredKeys: ["at", "level", "requestId", "method", "route", "status", "ms", "tenantId", "objectId"] },
);

test("every line is one JSON object that says what was logged, whatever a caller sent", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 5 }), async (entries) => {
      let written = "";
      const log = jsonLog((lines) => {
        written += lines;
      }, 0);
      for (const one of entries) log(one);
      await new Promise((resolve) => setTimeout(resolve, 2));
      expect(
        written
          .trimEnd()
          .split("\n")
          .map((line) => JSON.parse(line)),
      ).toEqual(entries);
    }),
  );
});

test("the time of a line is the clock's", () => {
  let ms = 0;
  const iso = isoClock(() => new Date(ms));
  expect(iso()).toBe("1970-01-01T00:00:00.000Z");
  ms = 1;
  expect([iso(), iso()]).toEqual(["1970-01-01T00:00:00.001Z", "1970-01-01T00:00:00.001Z"]);
});
