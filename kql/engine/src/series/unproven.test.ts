import { afterAll, beforeAll, expect, test } from "vitest";
import { createEngine } from "../engine.ts";
import { NOW, rowsOf } from "../testing/run-query.ts";
import type { Engine } from "../types.ts";

let engine: Engine;

beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => engine.close());

const SERIES = "print y = dynamic([1, 2, 3])";

test.each([
  ["(f, s, b) = series_decompose_anomalies(y, 1.5, -1, 'linefit')", "y,f,s,b"],
  [
    "series_decompose(y)",
    "y,series_decompose_y_baseline,series_decompose_y_seasonal,series_decompose_y_trend,series_decompose_y_residual",
  ],
  ["(r, i) = series_fft(y)", "y,r,i"],
  ["o = series_outliers(y)", "y,o"],
  ["(a, b) = series_periods_detect(y, 1.0, 2.0, 2)", "y,a,b"],
  ["o = series_fit_2lines_dynamic(y)", "y,o"],
])("%s has its columns, and no answer", async (text, columns) => {
  const none = await engine.query(`${SERIES} | take 0 | extend ${text}`, { now: NOW });
  expect(none.columns.map(({ name }) => name).join()).toBe(columns);
  expect(await rowsOf(engine, `${SERIES} | take 0 | extend ${text}`)).toEqual([]);
  await expect(rowsOf(engine, `${SERIES} | extend ${text}`)).rejects.toMatchObject({
    code: "NotSupported",
    message: expect.stringMatching(/is not answered: /),
  });
});

test.each([
  ['externaldata(a: string)["https://example.org/x.csv"]', /network/],
  [`${SERIES} | extend s = "a" | reduce by s`, /how it makes patterns/],
  ['print hash_many("a", "b")', /how it combines hashes/],
  ["print hash_combine(1, 2)", /how it combines hashes/],
  ["print current_principal()", /who asks/],
  [`${SERIES} | evaluate autocluster()`, /its heuristic is not documented \(line 1, column \d+\)/],
  ["datatable(u:long, t:datetime)[] | evaluate activity_metrics(u, t, 1d)", /which rows its windows hold/],
])("%s is refused with the reason", async (query, message) => {
  await expect(rowsOf(engine, query)).rejects.toMatchObject({
    code: "NotSupported",
    message: expect.stringMatching(message),
  });
});
