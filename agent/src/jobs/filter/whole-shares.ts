import { estimateWhole, type FilterRule } from "@logdoctor/shared-policies";
import type { FilterContext, TableWork } from "./context.ts";
import { played, type Share, type Span, sharesOf } from "./history.ts";
import type { Stood } from "./journal.ts";

/** Standard deviations by which held-out rows must say that more came than is stored: few of them say nothing. */
const sure = 4;

/**
 * What rules take of all that came in a span, also where they stood in it and dropped it already: of a rule that stands, history has
 * little more than the rows that are held out, and these tell how many there were. Without rows held out it is what is stored.
 */
export async function wholeShares(
  context: FilterContext,
  work: TableWork,
  { rules, span }: { rules: readonly FilterRule[]; span: Span },
): Promise<Share[]> {
  const stored = await sharesOf(context, played(context, work, rules), span);
  const standing = stoodIn(context, work.table, span);
  const rate = Math.min(...standing.map(({ heldOutShare }) => heldOutShare));
  const thinned = new Set(standing.flatMap(({ ruleIds }) => ruleIds));
  if (!(rate > 0 && rate < 1) || !rules.some(({ id }) => thinned.has(id))) return stored;
  const passed = await sharesOf(context, played(context, work, rules, rate), span);
  return stored.map((share) => {
    const rest = passed.find(({ ruleId }) => ruleId === share.ruleId) ?? { rows: 0, bytes: 0 };
    return thinned.has(share.ruleId) ? whole(share, rest, rate) : share;
  });
}

type Standing = Pick<Stood, "table" | "ruleIds" | "heldOutShare">;

/** Filters of a table that stand, or stood until within the span, and let some rows through on purpose. */
function stoodIn({ journal }: FilterContext, table: string, { from }: Span): Standing[] {
  const now = journal.doc.applied.filter(({ state }) => state !== "reverted");
  const before = journal.doc.stood.filter(({ until }) => Date.parse(until) > Date.parse(from));
  return [...now, ...before].filter((one) => one.table === table && one.heldOutShare > 0);
}

function whole(share: Share, passed: Pick<Share, "rows" | "bytes">, rate: number): Share {
  const { low, estimate } = estimateWhole({ kept: Math.max(0, share.rows - passed.rows), rate, z: sure });
  if (low <= share.rows) return share;
  return { ...share, rows: Math.round(estimate), bytes: Math.round((share.bytes - passed.bytes) / rate) };
}
