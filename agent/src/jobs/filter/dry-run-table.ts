import type { DryRun, FilterRule } from "@logdoctor/shared-policies";
import type { FilterContext, TableWork } from "./context.ts";
import { predicatesOf, type Share, type Span, samplesOf, sharesOf } from "./history.ts";

const day = 24 * 3_600_000;
/** Rules of which rows are shown: those that take the most. */
const rulesWithSamples = 10;

export function historyOf({ clock, policies }: FilterContext): Span {
  const to = clock.now().getTime();
  const from = to - policies.options.dryRunDays * day;
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

/** What the rules would have taken from the last days of a table. Throws `WorkspaceError` and `FilterRefusal`. */
export async function dryRunTable(
  context: FilterContext,
  work: TableWork,
  rules: readonly FilterRule[],
): Promise<DryRun> {
  const { table } = work;
  const span = historyOf(context);
  const asked = predicatesOf(context, work, { rules, heldOut: 0 });
  const shares = await sharesOf(context, table, { rules: asked.rules, span });
  const sum = (of: (share: Share) => number, over: readonly Share[]) => over.reduce((total, one) => total + of(one), 0);
  const gone = shares.filter(({ ruleId }) => ruleId !== "");
  const rows = sum((one) => one.rows, shares);
  const bytes = sum((one) => one.bytes, shares);
  const dropped = sum((one) => one.rows, gone);
  const droppedBytes = sum((one) => one.bytes, gone);
  const most = gone.toSorted((a, b) => b.rows - a.rows).slice(0, rulesWithSamples);
  const samples = new Map<string, string[]>();
  for (const { ruleId } of most) {
    samples.set(ruleId, await samplesOf(context, table, { rules: asked.rules, span, ruleId }));
  }
  const perMonth = (Date.parse(span.to) - Date.parse(span.from)) / (30 * day);
  return {
    ...{ table, ...span, rows, bytes, dropped, droppedBytes },
    dangerous: rows > 0 && dropped / rows > dangerRate(context),
    rules: asked.rules.map(({ ruleId }) => {
      const share = gone.find((one) => one.ruleId === ruleId);
      const taken = share?.bytes ?? 0;
      return {
        ruleId,
        processed: rows,
        dropped: share?.rows ?? 0,
        bytes: taken,
        gbPerMonth: taken / perMonth / 1e9,
        keptShare: asked.kept(ruleId),
        samples: samples.get(ruleId) ?? [],
      };
    }),
  };
}

/** The share of a table's rows that may go: the tenant's own, or the customer's ceiling where that is lower. */
export function dangerRate({ ceiling, policies }: FilterContext): number {
  return Math.min(ceiling.maxDropRate, policies.options.dangerDropRate);
}
