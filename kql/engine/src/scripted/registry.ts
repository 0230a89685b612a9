import { COLLECTIONS } from "./collections.ts";
import { DECIMAL_AGGREGATES } from "./decimal-aggregates.ts";
import { DECIMALS } from "./decimals.ts";
import type { Scripted } from "./scripted.ts";

/** Functions of SQL in TypeScript; each is named `kqljs_…`. */
export const SCRIPTED: readonly Scripted[] = [...COLLECTIONS, ...DECIMAL_AGGREGATES, ...DECIMALS];
