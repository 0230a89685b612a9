import { type DryRun, type FilterRule, filterSavings, priceBookFor } from "@logdoctor/shared-policies";
import type { FilterContext, TableWork } from "./context.ts";
import { played, type Share, type Span, samplesOf } from "./history.ts";
import { wholeShares } from "./whole-shares.ts";

const day = 24 * 3_600_000;
const month = 30 * day;
/** Rules of which rows are shown: those that take the most. */
const rulesWithSamples = 20;

export function historyOf({ clock, policies }: FilterContext): Span {
  const to = clock.now().getTime();
  const from = to - policies.options.dryRunDays * day;
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

/** What the rules would have taken from what came in the last days for a table. Throws `WorkspaceError` and `FilterRefusal`. */
export async function dryRunTable(
  context: FilterContext,
  work: TableWork,
  rules: readonly FilterRule[],
): Promise<DryRun> {
  const { table } = work;
  const span = historyOf(context);
  const play = played(context, work, rules);
  const shares = await wholeShares(context, work, { rules, span });
  const gone = shares.filter(({ ruleId }) => ruleId !== "").toSorted((a, b) => b.rows - a.rows);
  const all = total(shares);
  const taken = total(gone);
  const samples = await samplesOf(context, table, { shares: gone.slice(0, rulesWithSamples), span });
  const months = (Date.parse(span.to) - Date.parse(span.from)) / month;
  return {
    ...{ table, ...span, ...all, dropped: taken.rows, droppedBytes: taken.bytes },
    dangerous: all.rows > 0 && taken.rows / all.rows > dangerRate(context),
    usdPerMonth: savedUsd(context, work, { bytesIn: all.bytes / months, bytesDropped: taken.bytes / months }),
    rules: play.rules.map(({ ruleId, kept }) => {
      const share = gone.find((one) => one.ruleId === ruleId);
      const bytes = share?.bytes ?? 0;
      const observedPerMinute = rules.find(({ id }) => id === ruleId)?.observedPerMinute;
      return {
        ...{ ruleId, processed: all.rows, dropped: share?.rows ?? 0, bytes },
        gbPerMonth: bytes / months / 1e9,
        keptShare: kept,
        ...(observedPerMinute === undefined ? {} : { observedPerMinute }),
        samples: samples.get(ruleId) ?? [],
      };
    }),
  };
}

/** The share of a table's rows that may go: the tenant's own, or the customer's ceiling where that is lower. */
export function dangerRate({ ceiling, policies }: FilterContext): number {
  return Math.min(ceiling.maxDropRate, policies.options.dangerDropRate);
}

function total(shares: readonly Share[]): { rows: number; bytes: number } {
  const sum = { rows: 0, bytes: 0 };
  for (const { rows, bytes } of shares) {
    sum.rows += rows;
    sum.bytes += bytes;
  }
  return sum;
}

const plans = { Analytics: "analytics", Basic: "basic", Auxiliary: "auxiliary" } as const;

/** As if the workspace had no Sentinel: with it, Analytics tables pay no charge for what is dropped, and more is saved. */
function savedUsd(
  { region, clock }: FilterContext,
  { plan }: TableWork,
  volume: { bytesIn: number; bytesDropped: number },
): number {
  const book = priceBookFor(region, clock.now());
  return filterSavings({ ...volume, plan: plans[plan], sentinel: false }, book).net;
}
