import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "./context.ts";

/** A few hundred parts make a long rule. */
const MOST_PARTS = 200_000;
const MOST_SQL = { value: 1_000_000, rows: 4_000_000 } as const;

/**
 * Ends a compilation that would not end by itself: names and functions of a query stand for their whole text wherever they
 * are used, so that forty lines can mean more SQL than there is memory.
 */
export function checkSize(context: Context, node: KqlNode, part: { of: keyof typeof MOST_SQL; sql: string }): void {
  context.work.parts += 1;
  const most = MOST_SQL[part.of] + 4 * context.text.length;
  if (context.work.parts > MOST_PARTS || part.sql.length > most)
    throw refuse(context, node, "The query is too large once its names stand for what they mean");
}
