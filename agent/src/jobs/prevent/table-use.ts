import {
  gbPerMonth,
  type ReadableSource,
  readableSources,
  type SeenUse,
  type TableUse,
  tablesNamedIn,
  type UseSource,
  useVerdict,
} from "@logdoctor/shared-policies";
import { mayAsk, type PreventContext } from "./context.ts";
import type { RuleKit, WorkspaceTable } from "./ports.ts";

const day = 86_400_000;
const volumeDays = 7;

/** What rules of Log Doctor itself read counts as use where the tenant chose to have them: its own rules do not. */
type Known = Pick<RuleKit, "patternTables">;

/**
 * Whether anyone uses each table that costs something, from every place where use shows. A place that cannot be read, or for
 * which the budget does not last, leaves its mark on all verdicts: unknown, never unused.
 */
export async function tableUses(
  context: PreventContext,
  tables: readonly WorkspaceTable[],
  { patternTables }: Known,
): Promise<TableUse[]> {
  const names = tables.map(({ table }) => table);
  const now = context.clock.now().getTime();
  const gb = await billed(context, new Date(now - volumeDays * day).toISOString());
  if (gb === undefined) return [];
  const since = new Date(now - context.limits.unusedDays * day).toISOString();
  const seen = await placesSeen(context, since, names);
  const patterns = new Set(patternTables);
  return names
    .map((table) => {
      const found: UseSource[] = [...seen.used].flatMap(([place, used]) => (used.has(table) ? [place] : []));
      const use: SeenUse = { usedBy: patterns.has(table) ? [...found, "pattern"] : found, unread: seen.unread };
      const volume = { bytes: (gb.get(table) ?? 0) * 1e9, hours: volumeDays * 24 };
      return {
        table,
        verdict: useVerdict(use),
        usedBy: [...use.usedBy],
        unread: [...use.unread],
        gbPerMonth: gbPerMonth(volume),
      };
    })
    .filter(({ gbPerMonth: monthly }) => monthly > 0)
    .toSorted((a, b) => b.gbPerMonth - a.gbPerMonth)
    .slice(0, maxTables);
}

const maxTables = 1000;

async function billed(context: PreventContext, since: string): Promise<ReadonlyMap<string, number> | undefined> {
  if (!mayAsk(context)) return undefined;
  context.spent.queries += 1;
  try {
    return await context.workspace.billedGb(since);
  } catch (error) {
    context.log("prevent.volume.failed", { error: String(error) });
    return undefined;
  }
}

async function placesSeen(context: PreventContext, since: string, names: readonly string[]) {
  const used = new Map<ReadableSource, ReadonlySet<string>>();
  const unread: ReadableSource[] = [];
  for (const place of readableSources) {
    const seen = await usedIn(context, place, since, names);
    if (seen === undefined) unread.push(place);
    else used.set(place, seen);
  }
  return { used, unread };
}

async function usedIn(
  context: PreventContext,
  place: ReadableSource,
  since: string,
  names: readonly string[],
): Promise<Set<string> | undefined> {
  if (!mayAsk(context)) return undefined;
  context.spent.queries += 1;
  try {
    const { texts } = await context.workspace.use(place, since, names);
    return new Set(texts.flatMap((text) => tablesNamedIn(text, names)));
  } catch (error) {
    context.log("prevent.use.unread", { place, error: String(error) });
    return undefined;
  }
}
