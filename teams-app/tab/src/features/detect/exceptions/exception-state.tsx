import type { ProposedException } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useServices } from "../../../services.ts";
import { StatusBadge, type Tone } from "../../../ui/status-badge.tsx";

const tones: Record<ProposedException["status"], Tone> = { proposed: "waiting", accepted: "good", rejected: "neutral" };

/** Whether an exception hides anything now. */
export function ExceptionState({ exception }: { readonly exception: ProposedException }): ReactNode {
  const { t } = useTranslation();
  const now = useServices().clock().getTime();
  const { status, expiresAt } = exception;
  if (status === "accepted" && Date.parse(expiresAt) <= now)
    return <StatusBadge tone="neutral">{t("exceptions.expired")}</StatusBadge>;
  return <StatusBadge tone={tones[status]}>{t(`exceptions.status.${status}`)}</StatusBadge>;
}
