import type { KqlType } from "@logdoctor/shared-policies";
import fc from "fast-check";
import type { RowColumn } from "../archive/rows.ts";
import type { WireCell, WireRow } from "./reference-hash.ts";

/** A column of every type that a query may return. */
export const everyColumn: readonly RowColumn[] = [
  { name: "TimeGenerated", type: "datetime" },
  { name: "Message", type: "string" },
  { name: "Level", type: "int" },
  { name: "Bytes", type: "long" },
  { name: "DurationMs", type: "real" },
  { name: "Success", type: "bool" },
  { name: "Seen", type: "datetime" },
  { name: "Took", type: "timespan" },
  { name: "Id", type: "guid" },
  { name: "Properties", type: "dynamic" },
  { name: "Price", type: "decimal" },
];

const awkward = fc.constantFrom(
  "",
  " ",
  "null",
  "\u0000",
  "\u0001\u001f",
  "a\u0000b",
  "\r\n\t",
  "🧨 로그 ログ",
  '"\\',
  "],[",
  "\u2028",
  "é",
);
const text = fc.oneof(
  awkward,
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.string({ unit: "grapheme", maxLength: 12 }),
);
const twoDigits = (max: number, min = 0): fc.Arbitrary<string> =>
  fc.integer({ min, max }).map((n) => String(n).padStart(2, "0"));

const clock = fc
  .tuple(twoDigits(12, 1), twoDigits(28, 1), twoDigits(23), twoDigits(59), twoDigits(59))
  .map(([month, day, hour, minute, second]) => `${month}-${day}T${hour}:${minute}:${second}`);
const fraction = fc.option(fc.stringMatching(/^\d{1,7}$/), { nil: undefined });

function datetime(years: fc.Arbitrary<number>): fc.Arbitrary<WireCell> {
  return fc
    .tuple(years, clock, fraction)
    .map(([year, rest, part]) => `"${String(year).padStart(4, "0")}-${rest}${part === undefined ? "" : `.${part}`}Z"`);
}

function nullable(cell: fc.Arbitrary<WireCell>): fc.Arbitrary<WireCell> {
  return fc.oneof({ weight: 1, arbitrary: fc.constant("null") }, { weight: 5, arbitrary: cell });
}

function real(): fc.Arbitrary<WireCell> {
  const edge = fc.constantFrom(
    '"NaN"',
    '"Infinity"',
    '"-Infinity"',
    "0.1",
    "-0.5",
    "9007199254740993",
    "4.9e18",
    "1e30",
    "1e-20",
  );
  const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => JSON.stringify(x));
  return fc.oneof(edge, number);
}

/** Cells of a type as JSON text, awkward ones included. */
function cellOf(type: KqlType): fc.Arbitrary<WireCell> {
  switch (type) {
    case "string":
      return text.map((value) => JSON.stringify(value));
    case "int":
      return nullable(fc.integer({ min: -2147483648, max: 2147483647 }).map(String));
    case "long":
      return nullable(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String));
    case "real":
      return nullable(real());
    case "bool":
      return nullable(fc.constantFrom("true", "false"));
    case "datetime":
      return nullable(
        fc.oneof(
          { weight: 9, arbitrary: datetime(fc.integer({ min: 1700, max: 2200 })) },
          { weight: 1, arbitrary: datetime(fc.integer({ min: 1, max: 9999 })) },
        ),
      );
    case "timespan":
      return nullable(fc.constantFrom('"00:00:01"', '"-1.02:03:04.5678901"', '"10675199.02:48:05.4775807"'));
    case "guid":
      return nullable(fc.uuid().map((value) => JSON.stringify(value)));
    case "dynamic":
      return nullable(fc.oneof(fc.json(), text).map((value) => JSON.stringify(value)));
    case "decimal":
      return nullable(fc.constantFrom('"0.10"', '"12345678901234567890.123456789012"', '"-1"'));
  }
}

/** Rows of `columns`; TimeGenerated is never null and lies in 2026. */
export function rowsOf(columns: readonly RowColumn[], maxLength: number): fc.Arbitrary<WireRow[]> {
  const cells = columns.map((column) =>
    column.name === "TimeGenerated" ? datetime(fc.constant(2026)) : cellOf(column.type),
  );
  return fc.array(fc.tuple(...cells), { maxLength });
}
