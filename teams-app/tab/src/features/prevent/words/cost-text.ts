import type { PreventFinding } from "@logdoctor/shared-policies";
import type { TFunction } from "i18next";
import type { Format } from "../../../format.ts";

type Cost = Pick<PreventFinding, "usdPerMonth">;

/** What Azure bills a month; where it bills nothing, that. */
export function costText({ usdPerMonth }: Cost, t: TFunction<"tab">, format: Format): string {
  return usdPerMonth === undefined ? t("prevent.notBilled") : format.money(usdPerMonth);
}

export interface CostSum {
  readonly gb: number;
  readonly usd: number;
}

/** Volume and money a month of several findings. */
export function costOf(findings: readonly Pick<PreventFinding, "gbPerMonth" | "usdPerMonth">[]): CostSum {
  return findings.reduce(
    ({ gb, usd }, finding) => ({ gb: gb + finding.gbPerMonth, usd: usd + (finding.usdPerMonth ?? 0) }),
    { gb: 0, usd: 0 },
  );
}
