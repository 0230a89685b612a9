import type { FilterRule, RuleDryRun } from "@logdoctor/shared-policies";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { samplingQuery } from "../../../../api/filter-queries.ts";
import { useFormat } from "../../../../preferences.ts";
import { useApi } from "../../../../services.ts";
import { percentText } from "../../words/share-text.ts";
import { boundOf } from "./bound-of.ts";

interface Props {
  readonly part: RuleDryRun;
  /** As it is now; undefined where it is gone. */
  readonly rule: FilterRule | undefined;
}

/** What a rule that samples keeps of what matches it, and what it follows from; nothing for one that drops all. */
export function KeptShare({ part, rule }: Props): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const rates = useQuery(samplingQuery(useApi())).data;
  const { keptShare, observedPerMinute } = part;
  if (keptShare === 0 && observedPerMinute === undefined) return null;
  // A bound far below what comes leaves shares that one decimal would show as none.
  const share = keptShare < 0.01 ? `${percentText(Number(keptShare.toPrecision(2)))}%` : format.percent(keptShare);
  const most = boundOf(part, rule, rates ?? []);
  const counted = observedPerMinute === undefined ? "" : format.number(observedPerMinute);
  return (
    <div className="ld-muted" style={{ fontWeight: 400 }}>
      {observedPerMinute === undefined
        ? t("filterRule.dryRun.keepsUncounted", { share })
        : most === undefined
          ? t("filterRule.dryRun.keeps", { share, counted })
          : t("filterRule.dryRun.keepsBound", { share, counted, most: format.number(most) })}
    </div>
  );
}
