import type { FindingAlert } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../preferences.ts";
import { StatusBadge } from "../../../ui/status-badge.tsx";

const tones = { sent: "good", joined: "good", held: "waiting" } as const;

type Decided = Pick<FindingAlert, "outcome" | "kind" | "reason" | "until">;

/** What became of an alert: sent, or held back with the reason and until when. */
export function AlertOutcomeText({ alert: { outcome, kind, reason, until } }: { readonly alert: Decided }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <span className="ld-row">
      <StatusBadge tone={tones[outcome]}>{t(`prevent.told.${outcome}`)}</StatusBadge>
      <span>
        {reason === undefined ? t(`prevent.told.kind.${kind}`) : t(`prevent.told.reason.${reason}`)}
        {until === undefined ? null : `. ${t("prevent.told.until", { when: format.instant(until) })}`}
      </span>
    </span>
  );
}
