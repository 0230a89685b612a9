import type { IncidentStatus } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { StatusBadge, type Tone } from "../../../ui/status-badge.tsx";

const tones: Record<IncidentStatus, Tone> = {
  Detected: "bad",
  Open: "bad",
  Investigating: "running",
  Blocking: "waiting",
  FalsePositive: "neutral",
  Resolved: "good",
  PatternUpdated: "good",
};

/** Where an incident stands in its lifecycle. */
export function IncidentStatusBadge({ status }: { readonly status: IncidentStatus }): ReactNode {
  const { t } = useTranslation();
  return <StatusBadge tone={tones[status]}>{t(`detect.status.${status}`)}</StatusBadge>;
}
