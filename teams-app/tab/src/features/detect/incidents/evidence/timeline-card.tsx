import type { IncidentTransition } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../../preferences.ts";
import { Card } from "../../../../ui/card.tsx";
import { actorName } from "../../words/actor-name.ts";
import "./timeline-card.css";

/** Every step of the incident's life, the oldest first. */
export function TimelineCard({ transitions }: { readonly transitions: readonly IncidentTransition[] }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card title={t("incidents.timeline.title")}>
      <ol className="ld-timeline">
        {transitions.map(({ action, at, from, to, actor, reason }) => (
          <li key={`${at} ${from} ${action}`}>
            <strong>
              {t("incidents.timeline.step", { from: t(`detect.status.${from}`), to: t(`detect.status.${to}`) })}
            </strong>
            <span className="ld-muted">
              {t("incidents.timeline.by", { when: format.instant(at), who: actorName(actor, t) })}
            </span>
            {reason === "" ? null : <span>{reason}</span>}
          </li>
        ))}
      </ol>
    </Card>
  );
}
