import { createHash } from "node:crypto";
import type { ActiveRule, QuietVolume } from "@logdoctor/kql-prevent";
import {
  ingestionUsdPerMonth,
  type PreventFinding,
  type PriceBook,
  preventSeverity,
  type TableUse,
} from "@logdoctor/shared-policies";
import type { Interval } from "../detect/intervals.ts";
import type { WorkspaceTable } from "./ports.ts";

interface Place {
  readonly tables: readonly WorkspaceTable[];
  readonly window: Interval;
  readonly prices: PriceBook;
  /** Days for which use was looked for. */
  readonly days: number;
}

const hoursOfMonth = 720;
const hourMs = 3_600_000;

/** A finding for each table that nobody uses and that costs something. */
export function unusedFindings(rule: ActiveRule, uses: readonly TableUse[], place: Place): PreventFinding[] {
  if (place.days <= rule.threshold) return [];
  const hours = (Date.parse(place.window.to) - Date.parse(place.window.from)) / hourMs;
  const plans = new Map(place.tables.map(({ table, plan }) => [table, plan]));
  return uses
    .filter(({ verdict }) => verdict === "unused")
    .map(({ table, gbPerMonth }) => {
      const volume = { table, plan: plans.get(table) ?? "Analytics", bytes: gbPerMonth * 1e9, hours: hoursOfMonth };
      const money = ingestionUsdPerMonth(volume, place.prices);
      return {
        id: idOf(rule, table),
        ruleId: rule.id,
        ruleVersion: rule.version,
        ruleType: rule.ruleType,
        severity: preventSeverity({ gbPerMonth, usdPerMonth: money, shareOfVolume: 1 }),
        table,
        resource: "",
        subject: table,
        count: 0,
        perHour: 0,
        bytes: bytesIn(gbPerMonth, hours),
        shareOfVolume: 1,
        gbPerMonth,
        ...(money === undefined ? {} : { usdPerMonth: money }),
        firstSeen: place.window.from,
        lastSeen: place.window.to,
        currentValue: place.days,
        threshold: rule.threshold,
        change: rule.change,
        itemIds: [],
      };
    });
}

/** Volume of the tables that are not known to be unused: one that somebody uses again is still logged. */
export function usedVolumes(rule: ActiveRule, uses: readonly TableUse[], { from, to }: Interval): QuietVolume[] {
  const hours = (Date.parse(to) - Date.parse(from)) / hourMs;
  const used = uses.filter(({ verdict }) => verdict !== "unused");
  return used.map(({ table, gbPerMonth }) => {
    return { findingId: idOf(rule, table), count: 0, bytes: bytesIn(gbPerMonth, hours) };
  });
}

function bytesIn(gbPerMonth: number, hours: number): number {
  return Math.round((gbPerMonth * 1e9 * hours) / hoursOfMonth);
}

function idOf(rule: ActiveRule, table: string): string {
  const hash = createHash("sha256").update(JSON.stringify([rule.id, table]));
  return `pvf_${hash.digest("base64url").slice(0, 32)}`;
}
