import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "./context.ts";

/** What the longest rules come to is a hundredth of it; rows take much longer to compile than a value. */
const MOST_WORK = 200_000;
const WORK = { value: 1, rows: 50 } as const;
const MOST_SQL = { value: 1_000_000, rows: 4_000_000 } as const;

/**
 * Ends a compilation that would not end by itself: names and functions of a query stand for their whole text wherever they
 * are used, so that forty lines can mean more SQL than there is memory.
 */
export function checkSize(context: Context, node: KqlNode, part: { of: keyof typeof MOST_SQL; sql: string }): void {
  context.work.done += WORK[part.of];
  const most = MOST_SQL[part.of] + 4 * context.text.length;
  if (context.work.done > MOST_WORK || part.sql.length > most)
    throw refuse(context, node, "The query is too large once its names stand for what they mean");
}
