import { KqlError } from "../errors.ts";
import { betaCdf, betaInverse, betaPdf, erf, erfc } from "../values/special-functions.ts";
import type { Scripted } from "./scripted.ts";

/** Functions of reals that SQL has not; each is null of null. */
export const REALS: readonly Scripted[] = [
  ofReals("kqljs_erf", 1, (x = 0) => erf(x)),
  ofReals("kqljs_erfc", 1, (x = 0) => erfc(x)),
  ofReals("kqljs_beta_cdf", 3, (x = 0, alpha = 0, beta = 0) => betaCdf(x, alpha, beta)),
  ofReals("kqljs_beta_pdf", 3, (x = 0, alpha = 0, beta = 0) => betaPdf(x, alpha, beta)),
  ofReals("kqljs_beta_inv", 3, (p = 0, alpha = 0, beta = 0) => betaInverse(p, alpha, beta)),
  ofReals("kqljs_welch_test", 6, (...[m1 = 0, v1 = 0, n1 = 0, m2 = 0, v2 = 0, n2 = 0]) =>
    welch([m1, v1, n1], [m2, v2, n2]),
  ),
  {
    name: "kqljs_format_bytes",
    parameters: ["DOUBLE", "BIGINT", "VARCHAR"],
    returns: "VARCHAR",
    call: (size, places, unit) =>
      size === null || places === null ? null : formatBytes(Number(size), Number(places), String(unit ?? "")),
  },
];

function ofReals(name: string, arity: number, call: (...values: number[]) => number | null): Scripted {
  return {
    name,
    parameters: Array.from({ length: arity }, () => "DOUBLE" as const),
    returns: "DOUBLE",
    call: (...cells) => (cells.includes(null) ? null : call(...cells.map(Number))),
  };
}

type Sample = readonly [mean: number, variance: number, count: number];

// Both tails; https://learn.microsoft.com/kusto/query/welch-test-function
function welch(a: Sample, b: Sample): number {
  const [x, y] = [a[1] / a[2], b[1] / b[2]];
  const square = (a[0] - b[0]) ** 2 / (x + y);
  const freedom = (x + y) ** 2 / (x ** 2 / (a[2] - 1) + y ** 2 / (b[2] - 1));
  const value = betaCdf(freedom / (freedom + square), freedom / 2, 0.5);
  if (Number.isFinite(value) && a[2] > 1 && b[2] > 1 && x >= 0 && y >= 0) return value;
  throw new KqlError("NotSupported", "welch_test() of such samples is not proven");
}

const SIZES = ["Bytes", "KB", "MB", "GB", "TB", "PB", "EB"];

// https://learn.microsoft.com/kusto/query/format-bytes-function: what its examples leave open is refused.
function formatBytes(size: number, places: number, unit: string): string {
  const power = unit === "" ? Math.floor(Math.log2(Math.max(size, 1)) / 10) : SIZES.indexOf(unit);
  const name = SIZES[power];
  if (name === undefined || !(size >= 0) || places < 0 || places > 15) throw open("this size");
  const value = size / 1024 ** power;
  if (Math.round(value) >= 1e15) throw open("this size");
  const text = value.toFixed(places);
  if (places > 0 && text.endsWith("0")) throw open("a size whose last digits are zero");
  if (unit === "" && Number(text) >= 1024) throw open("a size that rounds to the next unit");
  if (Math.abs((value * 10 ** places) % 1) === 0.5) throw open("a size between two");
  return `${text} ${name}`;
}

function open(what: string): KqlError {
  return new KqlError("NotSupported", `How format_bytes() writes ${what} is not proven`);
}
