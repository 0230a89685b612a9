import type { ArchiveWindow, HourCount } from "@logdoctor/shared-policies";
import { planWindows } from "@logdoctor/shared-policies";
import { dayOf, manifestsOfDay, readManifests, uncovered } from "./archive-index.ts";
import { outOfTime, type RetainContext, type Unit } from "./context.ts";
import { LeaseLost } from "./ports.ts";
import { proveWindow } from "./prove-window.ts";
import { NotProven } from "./window-target.ts";

const maxRounds = 3;

/**
 * Archives every expired row of a unit that is not archived yet. Days whose row count equals that of their manifests are
 * left alone; the full proof by hash comes before anything is removed. Returns the hourly counts it ended with.
 */
export async function archiveTable(context: RetainContext, unit: Unit): Promise<HourCount[]> {
  let hours = await context.workspace.hours(unit.selection, unit.cutoff);
  await noteExpired(context, unit, hours);
  if (!unit.policy.archiveEnabled || hours.length === 0) return hours;
  const days = [...new Set(hours.map((hour) => dayOf(hour.hour)))];
  unit.manifests.push(
    ...(await readManifests(context.archive, { table: unit.facts.table, policyId: unit.policy.id }, days)),
  );
  for (let round = 1; round <= maxRounds; round++) {
    const windows = differingDays(unit, hours).flatMap((day) => windowsOfDay(context, unit, { day, hours }));
    if (windows.length === 0) return hours;
    unit.windows.planned += windows.length;
    await proveAll(context, unit, windows);
    if (outOfTime(context) || unit.windows.failed > 0) return hours;
    hours = await context.workspace.hours(unit.selection, unit.cutoff);
  }
  return hours;
}

/**
 * Proves the windows of some days again, whatever their counts say: the full check before rows are removed. Returns the
 * rows proven per day.
 */
export async function reproveDays(
  context: RetainContext,
  unit: Unit,
  days: ReadonlySet<string>,
): Promise<ReadonlyMap<string, number>> {
  const hours = await context.workspace.hours(unit.selection, unit.cutoff);
  const windows = [...days].flatMap((day) => windowsOfDay(context, unit, { day, hours }));
  unit.windows.planned += windows.length;
  return proveAll(context, unit, windows);
}

async function noteExpired(context: RetainContext, unit: Unit, hours: readonly HourCount[]): Promise<void> {
  const progress = context.journal.unit(unit.key);
  if (progress.expired !== undefined) return;
  const expired = sumRows(hours);
  await context.journal.save(() => {
    progress.expired = expired;
  });
}

export function sumRows(hours: readonly HourCount[]): number {
  return hours.reduce((sum, hour) => sum + hour.rows, 0);
}

function differingDays(unit: Unit, hours: readonly HourCount[]): string[] {
  const counted = new Map<string, number>();
  for (const hour of hours) counted.set(dayOf(hour.hour), (counted.get(dayOf(hour.hour)) ?? 0) + hour.rows);
  const archived = (day: string): number =>
    manifestsOfDay(unit.manifests, day).reduce((sum, manifest) => sum + manifest.rows, 0);
  return [...counted].filter(([day, rows]) => archived(day) !== rows).map(([day]) => day);
}

function windowsOfDay(
  context: RetainContext,
  unit: Unit,
  of: { day: string; hours: readonly HourCount[] },
): ArchiveWindow[] {
  const ofDay = of.hours.filter((hour) => dayOf(hour.hour) === of.day);
  const archived = new Map(
    manifestsOfDay(unit.manifests, of.day).map(({ window }) => [`${window.from}/${window.to}`, window]),
  );
  const open = uncovered(ofDay, [...archived.values()]);
  return [...archived.values(), ...open.gaps, ...planWindows(open.hours, context.caps)];
}

async function proveAll(
  context: RetainContext,
  unit: Unit,
  windows: readonly ArchiveWindow[],
): Promise<ReadonlyMap<string, number>> {
  const proven = new Map<string, number>();
  const queue = [...windows];
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (let window = queue.shift(); window !== undefined; window = queue.shift()) {
      if (outOfTime(context) || failures.length > 0) return;
      try {
        const rows = await proveWindow(context, unit, window);
        proven.set(dayOf(window.from), (proven.get(dayOf(window.from)) ?? 0) + rows);
        unit.windows.done += 1;
      } catch (error) {
        if (!(error instanceof NotProven)) failures.push(error);
        else noteFailure(context, unit, { window, error });
      }
    }
  };
  await Promise.all(Array.from({ length: context.concurrency }, worker));
  const lost = failures.find((error) => error instanceof LeaseLost);
  if (lost !== undefined) throw lost;
  if (failures.length > 0) throw failures[0];
  if (queue.length > 0) unit.heldBack.add("time-budget");
  return proven;
}

function noteFailure(context: RetainContext, unit: Unit, failed: { window: ArchiveWindow; error: NotProven }): void {
  unit.windows.failed += 1;
  unit.heldBack.add("not-verified");
  unit.notes.push(failed.error.message);
  context.log("retain.window.failed", {
    table: unit.facts.table,
    from: failed.window.from,
    error: failed.error.message,
  });
}
