import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createEngine } from "../engine.ts";
import { rowsOf } from "../testing/run-query.ts";
import type { Engine } from "../types.ts";

let engine: Engine;

beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => engine.close());

type Case = readonly [expression: string, cell: string];

const MEASURED_OR_DOCUMENTED: readonly Case[] = [
  // Null in comparisons and logic.
  ["int(null) == 1", "false"],
  ["int(null) != 1", "true"],
  ["int(null) == int(null)", "null"],
  ["int(null) != int(null)", "null"],
  ["int(null) > 3", "null"],
  ["not(int(null) > 3)", "null"],
  ["int(null) > 3 or isnull(int(null))", "true"],
  ["int(null) in (1, 2)", "false"],
  ["int(null) !in (1, 2)", "true"],
  ["int(null) between (1 .. 2)", "null"],
  ["real(null) < real(nan)", "null"],
  ["real(nan) != real(nan)", "true"],
  ["isnan(real(null))", "null"],
  ['coalesce("", "fb")', '"fb"'],
  ["coalesce(tolong('x'), tolong('42'), 33)", "42"],
  // Decimals.
  ["decimal(0.1) + decimal(0.2) == decimal(0.3)", "true"],
  ["0.1 + 0.2 == 0.3", "false"],
  ["decimal(1) / 3", '"0.3333333333333333333333333333333333"'],
  ["decimal(6) / 4", '"1.5"'],
  ['todecimal("123.45678") == decimal(123.45678)', "true"],
  ["decimal(7.5) % 2 + 1", '"2.5"'],
  ["-decimal(1.5) * 2", '"-3.0"'],
  ["round(decimal(2.345), 2)", '"2.35"'],
  ["toint(decimal(3.9))", "3"],
  ["max_of(decimal(1.5), 2)", '"2"'],
  // Timespans and numbers.
  ["(1d + 12h) * 1.5", '"2.06:00:00"'],
  ["1s / 1000", '"00:00:00.0010000"'],
  ["-1d / -1h", "24.0"],
  ["-7.5 % 2", "0.5"],
  ["7 % 2.5", "2.0"],
  // Datetimes.
  ["datetime(2020-6-5)", '"2020-06-05T00:00:00.0000000Z"'],
  ["datetime(2025, 6, 14)", '"2025-06-14T00:00:00.0000000Z"'],
  ['todatetime("Sat, 8 Nov 14 15:05:02 GMT")', '"2014-11-08T15:05:02.0000000Z"'],
  ['todatetime("08-Nov-14 15:05")', '"2014-11-08T15:05:00.0000000Z"'],
  ['todatetime("2020-01-01T10:00:00+02:00")', '"2020-01-01T08:00:00.0000000Z"'],
  ['todatetime("2020-02-30")', "null"],
  ['todatetime("none")', "null"],
  ["todatetime(1.5)", '"0001-01-01T00:00:00.0000001Z"'],
  ['todatetime("02/17/2016 08:40:01")', '"2016-02-17T08:40:01.0000000Z"'],
  ['todatetime("nonValidDateTime 08:40:01")', "null"],
  ["datetime(2017 - 08 - 01)", '"2017-08-01T00:00:00.0000000Z"'],
  ["make_timespan(1, 12, 30, 55.123)", '"1.12:30:55.1230000"'],
  ["tolong(1d)", "864000000000"],
  ["4624 == '4624'", "true"],
  ["4624 in ('1', '4624')", "true"],
  ["tostring(5) == 5", "true"],
  ["tobool('x') == 1", "false"],
  ["tobool('true') == 1", "true"],
  ["tobool('false') == 'false'", "true"],
  ["notempty('') or notnull(1)", "true"],
  ["1d == '1.00:00:00'", "true"],
  ['totimespan("1.5")', "null"],
  ['totimespan("13:00")', '"13:00:00"'],
  ["datetime_add('month', -1, datetime(2020-03-31))", '"2020-02-29T00:00:00.0000000Z"'],
  ["datetime_add('day', -1, datetime(0001-01-01 12:00))", "null"],
  ["datetime_diff('quarter', datetime(2024-03-31), datetime(2020-04-01))", "15"],
  ["datetime_diff('week', datetime(2020-12-31), datetime(2020-01-01))", "52.0"],
  ["datetime_diff('day', datetime(2020-01-01 23:00), datetime(2020-01-01 01:00))", "0"],
  ['datetime_part("week_of_year", datetime(2017-10-30 01:02:03.7654321))', "44"],
  ['datetime_part("nanosecond", datetime(2017-10-30 01:02:03.7654321))', "765432100"],
  ["make_datetime(2020, 13, 1)", "null"],
  ["make_timespan(25, 70)", "null"],
  ["startofweek(datetime(2020-06-15), -2)", '"2020-05-31T00:00:00.0000000Z"'],
  ["startofyear(datetime(2020-06-15), 1)", '"2021-01-01T00:00:00.0000000Z"'],
  ["endofmonth(datetime(2020-01-31), 1)", '"2020-02-29T23:59:59.9999999Z"'],
  ["endofyear(datetime(9999-12-31))", '"9999-12-31T23:59:59.9999999Z"'],
  ["dayofweek(datetime(9999-12-31))", "null"],
  ["bin(datetime(2020-01-01), -1d)", "null"],
  ["bin_at(6.5, 2.5, 7)", "4.5"],
  ["bin_at(datetime(2023-03-12 07:30), 90m, datetime(2023-03-12 00:07))", '"2023-03-12T06:07:00.0000000Z"'],
  ["format_datetime(datetime(2007-03-09 00:30), 'hh:mm tt y')", '"12:30 AM 7"'],
  ["format_timespan(time(29.09:00:05.12345), 'ddd.h:mm:ss [fffffff]')", '"029.9:00:05 [1234500]"'],
  ["datetime_utc_to_local(datetime(2020-07-01 12:00), 'US/Pacific')", '"2020-07-01T05:00:00.0000000Z"'],
  // Mathematics, bits and conversions.
  ["round(-2.5)", "-3.0"],
  ["round(3.25, 1)", "3.3"],
  ["round(1250.0, -2)", "1300.0"],
  ["log(-1)", "null"],
  ["log(0)", '"-Infinity"'],
  ["sqrt(-1)", '"NaN"'],
  ["sign(-5)", "-1.0"],
  ["min_of(int(null), 3)", "3"],
  ["binary_shift_left(1, 63)", "-9223372036854775808"],
  ["binary_shift_left(1, -1)", "null"],
  ["tohex(toint(-256), 8)", '"ffffff00"'],
  ['toguid("0123456789ab-cdef-0123-456789abcdef")', '"01234567-89ab-cdef-0123-456789abcdef"'],
  ['tobool("0x10")', "true"],
  ['tobool("1.0")', "null"],
  ['todouble("INF")', "null"],
  ['todouble("banana")', "null"],
  ['todouble("+Infinity")', '"Infinity"'],
];

describe("scalars", () => {
  test.each(MEASURED_OR_DOCUMENTED)("%s is %s", async (expression, cell) => {
    expect(await rowsOf(engine, `print x = ${expression}`)).toEqual([`[${cell}]`]);
  });

  test("decimals sort as numbers", async () => {
    const values = [
      "-10.5",
      "-10.51",
      "-2",
      "-0.001",
      "0",
      "0.0010",
      "1.5",
      "1.51",
      "2",
      "10",
      "123456789012345678901234567890.1",
    ];
    const cells = values.map((value) => `decimal(${value})`).toReversed();
    const rows = await rowsOf(engine, `datatable(d:decimal)[${cells.join(", ")}] | sort by d asc`);

    expect(rows.map((row) => JSON.parse(row)[0])).toEqual(["-10.51", "-10.5", ...values.slice(2)]);
  });

  test.each([
    "datetime_diff('week', now(), now()) + 1",
    "format_datetime(now(), 'yyyy-MM-ddTHH')",
    "format_timespan(1d, 'c')",
    "int(null) > 1 and int(null) > 2",
    'todatetime("13/2/2020")',
    'todatetime("2020-01-01T00:00:00.12345678Z")',
    "totimespan(5)",
    "4624 == '04624'",
    "strcat('0', '5') == 5",
    "todecimal(0.1)",
    "bin(5, 0)",
    "datetime_local_to_utc(datetime(2020-10-25 02:30), 'Europe/Berlin')",
    "datetime_utc_to_local(now(), 'Nowhere/Town')",
    "acos(2)",
  ])("%s is refused", async (expression) => {
    await expect(rowsOf(engine, `print x = ${expression}`)).rejects.toMatchObject({ code: "NotSupported" });
  });
});
