import type { Random } from "./random.ts";
import type { Fields } from "./row.ts";
import type { SampleTenant } from "./tenants.ts";

/** What a table's builder knows of the row that it makes. */
export interface RowContext {
  readonly tenant: SampleTenant;
  readonly random: Random;
  readonly index: number;
  /** TimeGenerated, in ms since 1970 and as seven-digit ISO text. */
  readonly ms: number;
  readonly time: string;
}

export interface BuiltRow {
  /** `_ResourceId` of the row. */
  readonly resource: string;
  readonly fields: Fields;
}

export type BuildRow = (context: RowContext) => BuiltRow;
