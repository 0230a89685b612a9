import fc from "fast-check";
import { expect, test } from "vitest";
import { parsePredicate } from "./parse-predicate.ts";
import { predicateToKql } from "./predicate-to-kql.ts";
import { analyze } from "./syntax.ts";
import { nodesOf } from "./tree.ts";
import type { ColumnType, DeleteFilter, FilterOperator, FilterScalar } from "./types.ts";

const COLUMNS: Record<string, ColumnType> = {
  t: "datetime",
  i: "int",
  l: "long",
  s: "string",
  r: "real",
  b: "bool",
  "odd 'name\"\\": "string",
  where: "long",
};

const hostile = fc.constantFrom(
  '"; externaldata(x:string)["https://x.invalid"]',
  "'\\\"\n\r\t\u0000\u2028\u202e",
  "😀\\",
  "//",
  "```",
);
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  hostile,
  fc.tuple(fc.string({ unit: "binary" }), hostile).map((parts) => parts.join("")),
);
const time = fc
  .tuple(
    fc.date({ min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59Z"), noInvalidDate: true }),
    fc.nat(9999),
  )
  .map(([date, rest]) => `${date.toISOString().replace("Z", "")}${String(rest).padStart(4, "0")}Z`);

const ORDERED: FilterOperator[] = ["==", "in", ">", ">=", "<", "<=", "between"];
const KINDS: [column: string, operators: FilterOperator[], value: fc.Arbitrary<FilterScalar>][] = [
  ["t", ORDERED, time],
  ["i", ORDERED, fc.integer()],
  ["l", ORDERED, fc.maxSafeInteger()],
  ["where", ORDERED, fc.maxSafeInteger()],
  ["s", ["==", "=~", "in", "in~"], text],
  ["odd 'name\"\\", ["==", "=~", "in", "in~"], text],
  ["r", ORDERED, fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value))],
  ["b", ["=="], fc.constantFrom("true", "false")],
];

const filter: fc.Arbitrary<DeleteFilter> = fc
  .constantFrom(...KINDS)
  .chain(([column, operators, value]) =>
    fc.constantFrom(...operators).chain((operator) => filterOf(column, operator, value)),
  );

function filterOf(
  column: string,
  operator: FilterOperator,
  value: fc.Arbitrary<FilterScalar>,
): fc.Arbitrary<DeleteFilter> {
  if (operator === "between")
    return fc.array(value, { minLength: 2, maxLength: 2 }).map((values) => ({ column, operator, value: values }));
  if (operator === "in" || operator === "in~")
    return fc.array(value, { minLength: 1, maxLength: 4 }).map((values) => ({ column, operator, value: values }));
  return value.map((one) => ({ column, operator, value: one }));
}

test("any filters come back exactly from their own KQL", () => {
  fc.assert(
    fc.property(fc.array(filter, { minLength: 1, maxLength: 4 }), (filters) => {
      const written = predicateToKql(filters, COLUMNS);

      expect(parsePredicate(written, COLUMNS)).toEqual({ ok: true, filters, text: written });
    }),
    { numRuns: 150 },
  );
});

test("a hostile string stays inside its literal: the tree has one comparison, and nothing runs", () => {
  fc.assert(
    fc.property(text, (value) => {
      const written = predicateToKql([{ column: "s", operator: "==", value }], COLUMNS);
      const { root, syntaxErrors } = analyze(`T | where ${written}`, { T: COLUMNS });
      const kinds = [...nodesOf(root)].map((node) => node.kind).filter((kind) => kind.endsWith("Expression"));

      expect(syntaxErrors).toEqual([]);
      expect(kinds).toEqual(["PipeExpression", "BinaryExpression", "LiteralExpression"]);
    }),
    { numRuns: 150 },
  );
});

test("what is accepted of garbage means the same when it is read again", () => {
  const word = fc.constantFrom(
    ..."s i l == =~ in ( ) , .. and or not between > <= 1 -5 1.5 'a' \"b\" true datetime(2026-01-01) long(7) | ; // \n h'x' 0x1F * strlen(s) null let".split(
      " ",
    ),
  );
  let accepted = 0;
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(word, { maxLength: 9 }).map((words) => words.join(" ")),
        fc.string(),
      ),
      (garbage) => {
        const result = parsePredicate(garbage, COLUMNS);
        if (!result.ok) {
          expect(result.diagnostics.length).toBeGreaterThan(0);
          return;
        }
        accepted++;
        expect(parsePredicate(result.text, COLUMNS)).toEqual(result);
      },
    ),
    { numRuns: 300, examples: [["s == 'a'"], ["( i in ( 1 , -5 ) ) and l > 0x1F"]] },
  );
  expect(accepted).toBeGreaterThanOrEqual(2);
});
