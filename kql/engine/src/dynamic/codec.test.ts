import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeDynamic, encodeDynamic, printDynamic } from "./codec.ts";
import type { Dynamic } from "./value.ts";

const scalar: fc.Arbitrary<Dynamic> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.double({ noNaN: true }),
  fc.string({ unit: "binary" }).filter((text) => !text.startsWith("\uFDD0")),
  fc.record({ kind: fc.constantFrom("d", "t", "g", "m"), text: fc.string() }),
);

const { value } = fc.letrec<{ value: Dynamic }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.array(fc.tuple(fc.string(), tie("value")), { maxLength: 4 }).map((pairs) => new Map(pairs)),
  ),
}));

test("what is written is read back, types and order and all", () => {
  fc.assert(
    fc.property(value, (given) => {
      expect(decodeDynamic(encodeDynamic(given))).toEqual(given);
    }),
  );
});

describe("one text per value", () => {
  test.each<[text: string, canonical: string]>([
    ["1", "1"],
    ["1.0", "1.0"],
    ["1e300", "1e+300"],
    ["-0.0", "-0.0"],
    ["9223372036854775807", "9223372036854775807"],
    ["9223372036854775808", "9223372036854776000.0"],
    [' { "2" : [ ] , "1" : { } } ', '{"2":[],"1":{}}'],
    ['"\\u00e9\\/"', '"é/"'],
  ])("%s", (text, canonical) => expect(encodeDynamic(decodeDynamic(text))).toBe(canonical));

  test.each(["", "[1,]", "{a:1}", "01", "1 2", "'x'", '{"a":1,"a":2}', "[".repeat(5000), '"a\nb"', "nul"])(
    "not JSON: %j",
    (text) => expect(() => decodeDynamic(text)).toThrow("not JSON"),
  );
});

test("the engine's tags are not printed", () => {
  const time: Dynamic = { kind: "d", text: "2026-01-01T00:00:00.0000000Z" };
  expect(printDynamic(new Map<string, Dynamic>([["t", [time, Number.NaN, 1]]]))).toBe(
    '{"t":["2026-01-01T00:00:00.0000000Z","NaN",1.0]}',
  );
  expect(printDynamic(time)).toBe("2026-01-01T00:00:00.0000000Z");
  expect(printDynamic('a "b"')).toBe('a "b"');
});
