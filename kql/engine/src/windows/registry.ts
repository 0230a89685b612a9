import { NEIGHBORS } from "./neighbors.ts";
import { NUMBERING } from "./numbering.ts";
import { RUNNING } from "./running.ts";
import type { WindowFunction } from "./window.ts";

/** Functions over rows in an order, by their Kusto names. */
export const WINDOW_FUNCTIONS: Readonly<Record<string, WindowFunction>> = { ...NEIGHBORS, ...NUMBERING, ...RUNNING };
