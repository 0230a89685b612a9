import type { RunStatus } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { StatusBadge, type Tone } from "../../ui/status-badge.tsx";

const tones: Record<RunStatus, Tone> = { succeeded: "good", partial: "waiting", failed: "bad", refused: "bad" };

export function RunStatusBadge({ status }: { readonly status: RunStatus }): ReactNode {
  const { t } = useTranslation();
  return <StatusBadge tone={tones[status]}>{t(`terms.status.${status}`)}</StatusBadge>;
}
