import type { FunctionTable } from "../functions/function.ts";
import { COUNTS } from "./counts.ts";
import { EXTREMES } from "./extremes.ts";
import { SUMS } from "./sums.ts";

/** Aggregate functions by their Kusto names. */
export const AGGREGATES: FunctionTable = { ...COUNTS, ...SUMS, ...EXTREMES };
