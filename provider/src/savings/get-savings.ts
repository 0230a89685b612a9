import { type getSavings, priceBooks, type RunId } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import type { Reply } from "../http/mount.ts";
import { readSummary } from "./savings-store.ts";

/** What the last finished Retain run measured, with the price book that it reckoned with. */
export async function currentSavings(ctx: RequestContext): Promise<Reply<typeof getSavings>> {
  const summary = (await readSummary(ctx.deps.documents, ctx.tenantId))?.body;
  if (summary === undefined) return { data: { inventory: [] } };
  const inventory = [...summary.inventory];
  const { measured } = summary;
  if (measured === undefined) return { data: { inventory } };
  const found = priceBooks.find((book) => book.id === measured.savings.priceBookId);
  const data = { inventory, measuredAt: measured.at, runId: measured.runId as RunId, savings: measured.savings };
  if (found === undefined) return { data };
  const { id, effectiveFrom, source, verified } = found;
  return { data: { ...data, priceBook: { id, effectiveFrom, source, verified } } };
}
