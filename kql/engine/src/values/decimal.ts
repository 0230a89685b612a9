import { KqlError } from "../errors.ts";

/** `coefficient * 10 ** exponent`, as in IEEE 754-2008 decimal128: at most 34 digits, exponents as the operation gives them. */
export interface Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

const DIGITS = 34;

/** undefined for what is not the text of a decimal number. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = /^\s*([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,4}))?\s*$/.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = "", fraction = "", exponent = "0"] = match;
  if (whole + fraction === "") return undefined;
  const digits = BigInt(whole + fraction);
  return rounded({ coefficient: sign === "-" ? -digits : digits, exponent: Number(exponent) - fraction.length });
}

/** Plain digits, without an exponent. */
export function decimalText({ coefficient, exponent }: Decimal): string {
  if (Math.abs(exponent) > 100)
    throw new KqlError("NotSupported", "The text of so large or small a decimal is not proven");
  const sign = coefficient < 0n ? "-" : "";
  const digits = (coefficient < 0n ? -coefficient : coefficient).toString();
  if (exponent >= 0) return sign + (coefficient === 0n ? "0" : digits + "0".repeat(exponent));
  const padded = digits.padStart(1 - exponent, "0");
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}

export function sum(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent);
  return rounded({ coefficient: scaled(a, exponent) + scaled(b, exponent), exponent });
}

export function negated({ coefficient, exponent }: Decimal): Decimal {
  return { coefficient: -coefficient, exponent };
}

export function product(a: Decimal, b: Decimal): Decimal {
  return rounded({ coefficient: a.coefficient * b.coefficient, exponent: a.exponent + b.exponent });
}

/** undefined for a divisor of zero. */
export function quotient(a: Decimal, b: Decimal): Decimal | undefined {
  if (b.coefficient === 0n) return undefined;
  // Two digits more than are kept, and one that says whether anything is left, make the rounding exact.
  const shift = Math.max(0, DIGITS + 2 + length(b.coefficient) - length(a.coefficient));
  const numerator = a.coefficient * 10n ** BigInt(shift);
  const whole = numerator / b.coefficient;
  const left = numerator % b.coefficient !== 0n;
  const exponent = a.exponent - b.exponent - shift;
  if (!left) return shortened(rounded({ coefficient: whole, exponent }), a.exponent - b.exponent);
  const negative = numerator < 0n !== b.coefficient < 0n;
  return rounded({ coefficient: whole * 10n + (negative ? -1n : 1n), exponent: exponent - 1 });
}

export function compareDecimals(a: Decimal, b: Decimal): number {
  const exponent = Math.min(a.exponent, b.exponent);
  const [x, y] = [scaled(a, exponent), scaled(b, exponent)];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Text that sorts byte by byte as the numbers do; equal numbers have the same. */
export function sortKey({ coefficient, exponent }: Decimal): string {
  if (coefficient === 0n) return "1";
  const digits = (coefficient < 0n ? -coefficient : coefficient).toString();
  const key = `${String(exponent + digits.length + 50_000).padStart(6, "0")}${digits.replace(/0+$/, "")}`;
  if (coefficient > 0n) return `2${key}`;
  // Below zero the larger size comes first, and a longer fraction before its own beginning.
  return `0${key.replaceAll(/\d/g, (digit) => String(9 - Number(digit)))}~`;
}

/** To a multiple of `10 ** -places`: `half` away from zero, `floor` down, `ceiling` up. */
export function roundTo(value: Decimal, places: number, mode: "half" | "floor" | "ceiling" | "cut"): Decimal {
  const drop = -places - value.exponent;
  if (drop <= 0) return value;
  const unit = 10n ** BigInt(drop);
  const cut = value.coefficient / unit;
  const rest = value.coefficient % unit;
  return { coefficient: cut + step(rest, unit, mode), exponent: -places };
}

function step(rest: bigint, unit: bigint, mode: "half" | "floor" | "ceiling" | "cut"): bigint {
  if (mode === "floor") return rest < 0n ? -1n : 0n;
  if (mode === "ceiling") return rest > 0n ? 1n : 0n;
  if (mode === "cut") return 0n;
  const size = rest < 0n ? -rest : rest;
  if (size * 2n < unit) return 0n;
  return rest < 0n ? -1n : 1n;
}

/** The exact value of a real, or undefined where its digits and Kusto's own may differ. */
export function decimalFromReal(value: number): Decimal | undefined {
  const text = value.toString();
  const parsed = parseDecimal(text);
  if (parsed === undefined) return undefined;
  // Shortest digits and exact digits are the same number only where the real is exactly what it prints.
  const places = Math.max(0, -parsed.exponent);
  return places <= 20 && text.length <= 17 && exact(value, parsed) ? parsed : undefined;
}

function exact(value: number, { coefficient, exponent }: Decimal): boolean {
  if (exponent >= 0) return Number.isSafeInteger(value);
  // value * 2^k is whole for the k that the fraction needs: 10^n divides 2^n * 5^n.
  const binary = value * 2 ** -exponent;
  return Number.isSafeInteger(binary) && BigInt(binary) * 5n ** BigInt(-exponent) === coefficient;
}

function scaled({ coefficient, exponent }: Decimal, to: number): bigint {
  if (exponent - to > 7000) throw new KqlError("NotSupported", "Such distant decimals are not supported");
  return coefficient * 10n ** BigInt(exponent - to);
}

function length(coefficient: bigint): number {
  return (coefficient < 0n ? -coefficient : coefficient).toString().length;
}

// To 34 digits, half to even.
function rounded({ coefficient, exponent }: Decimal): Decimal {
  const drop = length(coefficient) - DIGITS;
  if (drop <= 0) return { coefficient, exponent };
  const unit = 10n ** BigInt(drop);
  const cut = coefficient / unit;
  const rest = coefficient % unit < 0n ? -(coefficient % unit) : coefficient % unit;
  const odd = cut % 2n !== 0n;
  const up = rest * 2n > unit || (rest * 2n === unit && odd);
  const sign = coefficient < 0n ? -1n : 1n;
  return rounded({ coefficient: up ? cut + sign : cut, exponent: exponent + drop });
}

// An exact quotient comes with the exponent nearest to the ideal one.
function shortened({ coefficient, exponent }: Decimal, ideal: number): Decimal {
  let [c, e] = [coefficient, exponent];
  while (e < ideal && c % 10n === 0n) [c, e] = [c / 10n, e + 1];
  return { coefficient: c, exponent: e };
}
