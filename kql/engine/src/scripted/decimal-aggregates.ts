import { KqlError } from "../errors.ts";
import { compareDecimals, type Decimal, decimalText, parseDecimal, quotient, sum } from "../values/decimal.ts";
import type { Cell, Scripted } from "./scripted.ts";

/** Aggregates of decimals, given as one text with a blank between them; NULL where there are none. */
export const DECIMAL_AGGREGATES: readonly Scripted[] = [
  fold("kqljs_decimals_sum", total),
  fold("kqljs_decimals_avg", (values) => {
    const count = parseDecimal(String(values.length));
    const mean = count === undefined ? undefined : quotient(total(values), count);
    if (mean === undefined) throw new KqlError("NotSupported", "This average of decimals is not proven");
    return mean;
  }),
  fold("kqljs_decimals_min", (values) => values.reduce((a, b) => (compareDecimals(b, a) < 0 ? b : a))),
  fold("kqljs_decimals_max", (values) => values.reduce((a, b) => (compareDecimals(b, a) > 0 ? b : a))),
];

function total(values: readonly Decimal[]): Decimal {
  return values.reduce((a, b) => sum(a, b));
}

function fold(name: string, combine: (values: readonly Decimal[]) => Decimal): Scripted {
  return {
    name,
    parameters: ["VARCHAR"],
    returns: "VARCHAR",
    call: (text: Cell) =>
      typeof text !== "string" || text === "" ? null : decimalText(combine(text.split(" ").map(read))),
  };
}

function read(text: string): Decimal {
  const value = parseDecimal(text);
  if (value === undefined) throw new KqlError("Runtime", `Not a decimal: ${text}`);
  return value;
}
