import { createHash } from "node:crypto";
import type { ActiveRule } from "@logdoctor/kql-prevent";
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
        id: `pvf_${createHash("sha256")
          .update(JSON.stringify([rule.id, table]))
          .digest("base64url")
          .slice(0, 32)}`,
        ruleId: rule.id,
        ruleVersion: rule.version,
        ruleType: rule.ruleType,
        severity: preventSeverity({ gbPerMonth, usdPerMonth: money, shareOfVolume: 1 }),
        table,
        resource: "",
        subject: table,
        count: 0,
        perHour: 0,
        bytes: Math.round((gbPerMonth * 1e9 * hours) / hoursOfMonth),
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
