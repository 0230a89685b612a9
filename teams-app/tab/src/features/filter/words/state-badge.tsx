import { dropsRows, type FilterState } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { StatusBadge, type Tone } from "../../../ui/status-badge.tsx";

const tones: Record<FilterState, Tone> = {
  Draft: "neutral",
  Testing: "running",
  Active: "good",
  Monitoring: "running",
  Review: "waiting",
  Disabled: "neutral",
};

interface Props {
  readonly rule: { readonly state?: FilterState | undefined; readonly expired: boolean; readonly isActive: boolean };
}

/** Where a rule stands; one that has expired or is off drops nothing, whatever its state. */
export function StateBadge({ rule: { state = "Draft", expired, isActive } }: Props): ReactNode {
  const { t } = useTranslation();
  const idle = dropsRows(state) && (expired || !isActive);
  return (
    <span className="ld-row">
      <StatusBadge tone={idle ? "waiting" : tones[state]}>{t(`filter.state.${state}`)}</StatusBadge>
      {expired ? <StatusBadge tone="bad">{t("filter.expired")}</StatusBadge> : null}
      {isActive ? null : <StatusBadge tone="neutral">{t("filter.off")}</StatusBadge>}
    </span>
  );
}
