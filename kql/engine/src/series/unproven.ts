import { KqlError } from "../errors.ts";
import type { DynamicFunction, DynamicFunctions } from "../scripted/dynamic-functions.ts";
import type { ColumnType } from "../types.ts";

interface Unproven {
  readonly why: string;
  readonly arity: readonly [min: number, max: number];
  /** The types of its results, when there are several; else one dynamic. */
  readonly parts?: readonly ColumnType[];
}

const PERIODS = "how it finds and scores periods is not documented";
const DECOMPOSED = "how it finds the seasons of a series is not documented";
const LINES = "where it splits a series is not documented";

/**
 * Functions whose algorithm the documentation describes and does not define: a query with them compiles and runs where
 * there is nothing to compute, and ends on the first series.
 */
const UNPROVEN: Readonly<Record<string, Unproven>> = {
  series_decompose: { why: DECOMPOSED, arity: [1, 5], parts: ["dynamic", "dynamic", "dynamic", "dynamic"] },
  series_decompose_anomalies: { why: DECOMPOSED, arity: [1, 7], parts: ["dynamic", "dynamic", "dynamic"] },
  series_decompose_forecast: { why: DECOMPOSED, arity: [2, 5], parts: ["dynamic", "dynamic", "dynamic", "dynamic"] },
  series_outliers: { why: "how it takes percentiles of a series is not documented", arity: [1, 5] },
  series_fft: { why: "its rounding is not documented", arity: [1, 2], parts: ["dynamic", "dynamic"] },
  series_ifft: { why: "its rounding is not documented", arity: [1, 2], parts: ["dynamic", "dynamic"] },
  series_fit_2lines: {
    why: LINES,
    arity: [1, 1],
    parts: ["real", "long", "real", "real", "dynamic", ...Array<"real">(10).fill("real")],
  },
  series_fit_2lines_dynamic: { why: LINES, arity: [1, 1] },
  series_fit_poly: {
    why: "how it solves for coefficients is not documented",
    arity: [1, 3],
    parts: ["real", "dynamic", "real", "real", "dynamic"],
  },
  series_periods_detect: { why: PERIODS, arity: [4, 4], parts: ["dynamic", "dynamic"] },
  series_periods_validate: { why: PERIODS, arity: [2, 17], parts: ["dynamic", "dynamic"] },
};

export const UNPROVEN_SERIES: DynamicFunctions = Object.fromEntries(
  Object.entries(UNPROVEN).map(([name, { why, arity }]): [string, DynamicFunction] => [
    name,
    {
      returns: "dynamic",
      arity,
      apply: () => {
        throw new KqlError("NotSupported", `${name}() is not answered: ${why}`);
      },
    },
  ]),
);

/** Those that give several columns, with their types. */
export const UNPROVEN_PARTS: Readonly<Record<string, readonly ColumnType[]>> = Object.fromEntries(
  Object.entries(UNPROVEN).flatMap(([name, { parts }]) => (parts === undefined ? [] : [[name, parts]])),
);
