import type { ViolationState } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { StatusBadge, type Tone } from "../../../ui/status-badge.tsx";

const tones: Record<ViolationState, Tone> = {
  Unmonitored: "neutral",
  Monitored: "running",
  Clean: "good",
  Violated: "waiting",
  Alerted: "bad",
  ActionTaken: "running",
  Ignored: "neutral",
  Escalated: "bad",
};

/** Where a finding stands. */
export function ViolationStateBadge({ state }: { readonly state: ViolationState }): ReactNode {
  const { t } = useTranslation();
  return <StatusBadge tone={tones[state]}>{t(`prevent.state.${state}`)}</StatusBadge>;
}
