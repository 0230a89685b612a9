import { KqlError } from "../errors.ts";
import {
  compareDecimals,
  type Decimal,
  decimalFromReal,
  decimalText,
  negated,
  parseDecimal,
  product,
  quotient,
  roundTo,
  sortKey,
  sum,
} from "../values/decimal.ts";
import type { Cell, Scripted } from "./scripted.ts";

type Pair = (a: Decimal, b: Decimal) => Decimal | undefined;

/** Decimals are text; each of these is null of null. */
export const DECIMALS: readonly Scripted[] = [
  one("kqljs_decimal", (text) => {
    const value = parseDecimal(text);
    return value === undefined ? null : decimalText(value);
  }),
  one("kqljs_decimal_negate", (text) => decimalText(negated(read(text)))),
  one("kqljs_decimal_key", (text) => sortKey(read(text))),
  two("kqljs_decimal_add", sum),
  two("kqljs_decimal_subtract", (a, b) => sum(a, negated(b))),
  two("kqljs_decimal_multiply", product),
  two("kqljs_decimal_divide", quotient),
  two("kqljs_decimal_modulo", modulo),
  two("kqljs_decimal_bin", (value, step) => {
    const count = step.coefficient <= 0n ? undefined : quotient(value, step);
    return count === undefined ? undefined : product(roundTo(count, 0, "floor"), step);
  }),
  {
    name: "kqljs_decimal_compare",
    parameters: ["VARCHAR", "VARCHAR"],
    returns: "INTEGER",
    call: (a, b) => (a === null || b === null ? null : compareDecimals(read(a), read(b))),
  },
  {
    name: "kqljs_decimal_round",
    parameters: ["VARCHAR", "BIGINT", "VARCHAR"],
    returns: "VARCHAR",
    call: (value, places, mode) =>
      value === null || places === null ? null : decimalText(roundTo(read(value), Number(places), modeOf(mode))),
  },
  {
    name: "kqljs_real_to_decimal",
    parameters: ["DOUBLE"],
    returns: "VARCHAR",
    call: (value) => (value === null ? null : fromReal(Number(value))),
  },
];

function one(name: string, call: (text: string) => string | null): Scripted {
  return {
    name,
    parameters: ["VARCHAR"],
    returns: "VARCHAR",
    call: (cell) => (cell === null ? null : call(`${cell}`)),
  };
}

function two(name: string, pair: Pair): Scripted {
  return {
    name,
    parameters: ["VARCHAR", "VARCHAR"],
    returns: "VARCHAR",
    call: (a, b) => {
      if (a === null || b === null) return null;
      const result = pair(read(a), read(b));
      if (result === undefined) throw new KqlError("NotSupported", "A decimal divided by zero is not proven");
      return decimalText(result);
    },
  };
}

function read(cell: Cell): Decimal {
  const value = parseDecimal(`${cell}`);
  if (value === undefined) throw new KqlError("Runtime", `Not a decimal: ${cell}`);
  return value;
}

// Of negative numbers the sign of the remainder is not proven.
function modulo(a: Decimal, b: Decimal): Decimal | undefined {
  if (a.coefficient < 0n || b.coefficient < 0n)
    throw new KqlError("NotSupported", "The remainder of a negative decimal is not proven");
  const count = quotient(a, b);
  return count === undefined ? undefined : sum(a, negated(product(roundTo(count, 0, "floor"), b)));
}

function fromReal(value: number): string {
  const decimal = decimalFromReal(value);
  if (decimal === undefined) throw new KqlError("NotSupported", "The decimal of this real is not proven");
  return decimalText(decimal);
}

function modeOf(mode: Cell): "half" | "floor" | "ceiling" | "cut" {
  return mode === "floor" || mode === "ceiling" || mode === "cut" ? mode : "half";
}
