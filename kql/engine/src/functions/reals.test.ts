import { afterAll, beforeAll, expect, test } from "vitest";
import { createEngine } from "../engine.ts";
import { rowsOf } from "../testing/run-query.ts";
import type { Engine } from "../types.ts";

let engine: Engine;

beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => engine.close());

test.each<readonly [expression: string, cell: string]>([
  ["format_bytes(564)", '"564 Bytes"'],
  ["format_bytes(10332, 1)", '"10.1 KB"'],
  ["format_bytes(20010332)", '"19 MB"'],
  ["format_bytes(20010332, 2)", '"19.08 MB"'],
  ['format_bytes(20010332, 0, "KB")', '"19541 KB"'],
  ["format_bytes(tolong('2048'))", '"2 KB"'],
  ["around(1, 2, 1)", "true"],
  ["around(4.5, 2, 1)", "false"],
  ["around(datetime(2024-01-01 01:00), datetime(2024-01-01), 1h)", "true"],
  ["around(2h, 1h, 30m)", "false"],
  ["around(real(nan), real(nan), 1.0)", "false"],
  ["around(1.0, 2.0, real(nan))", "false"],
  ["around(real(nan), 1.0, real(+inf))", "false"],
  ["around(1.0, 2.0, real(+inf))", "true"],
  // Two degrees of freedom and t = 1: 1 - 1 / sqrt(3).
  ["round(welch_test(0, 1, 2, 1, 1, 2), 14)", "0.42264973081037"],
  ["sqrt(decimal(6.25))", "2.5"],
  ["pow(decimal(1.5), 2)", "2.25"],
  ["convert_mass(1.2, 'Kilogram', 'Pound')", "2.6455471462185307"],
  ["convert_speed(1.2, 'MeterPerSecond', 'CentimeterPerHour')", "432000.0"],
  ["convert_volume(1.2, 'CubicMeter', 'AcreFoot')", "0.0009728568"],
  ["convert_temperature(1.2, 'Kelvin', 'DegreeCelsius')", "-271.95"],
  ["convert_length(1.2, 'Meter', 'Foot')", "3.9370078740157477"],
  ["convert_length(real(null), 'Meter', 'Foot')", "null"],
  ["round(beta_cdf(0.9, 10.0, 20.0), 13)", "1.0"],
  ["beta_cdf(1.5, 10.0, 20.0)", '"NaN"'],
  ["round(beta_inv(0.1, 10.0, 20.0), 14)", "0.22641502238875"],
  ["beta_inv(1.5, 10.0, 20.0)", "null"],
  ["beta_inv(0.1, -1.0, 20.0)", '"NaN"'],
  ["round(beta_pdf(0.5, 10.0, 20.0), 12)", "0.746176019311"],
  ["round(erf(1.0), 13)", "0.8427007929497"],
  ["round(erf(-3.0), 14)", "-0.999977909503"],
  ["round(erfc(3.0) * 1e5, 12)", "2.209049699859"],
])("%s is %s", async (expression, cell) => {
  expect(await rowsOf(engine, `print ${expression}`)).toEqual([`[${cell}]`]);
});

test.each([
  "format_bytes(1024, 1)",
  "format_bytes(1048575)",
  "format_bytes(-5)",
  "convert_length(1, 'Meter', 'Cubit')",
])("%s is refused", async (expression) => {
  await expect(rowsOf(engine, `print ${expression}`)).rejects.toMatchObject({ code: "NotSupported" });
});
