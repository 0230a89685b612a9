import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { FindingDetail } from "../../../api/prevent-queries.ts";
import { useFormat } from "../../../preferences.ts";
import { Card } from "../../../ui/card.tsx";
import { actorName } from "../../detect/words/actor-name.ts";
import "../../detect/incidents/evidence/timeline-card.css";

/** Every step of the finding's life, the oldest first. */
export function HistoryCard({ finding }: { readonly finding: FindingDetail }): ReactNode {
  const { t } = useTranslation();
  const { transitions, earlierTransitions } = finding;
  return (
    <Card title={t("prevent.history.title")}>
      {earlierTransitions === 0 ? null : (
        <p className="ld-muted">{t("prevent.history.earlier", { count: earlierTransitions })}</p>
      )}
      <ol className="ld-timeline">
        {transitions.map((step) => (
          <Step key={`${step.at} ${step.from} ${step.step}`} step={step} />
        ))}
      </ol>
    </Card>
  );
}

function Step({ step }: { readonly step: FindingDetail["transitions"][number] }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { at, from, to, actor, reason } = step;
  const same = t(step.step === "acknowledge" ? "prevent.answer.acknowledged" : "prevent.history.same", {
    state: t(`prevent.state.${to}`),
  });
  const moved = t("prevent.history.step", { from: t(`prevent.state.${from}`), to: t(`prevent.state.${to}`) });
  return (
    <li>
      <strong>{from === to ? same : moved}</strong>
      <span className="ld-muted">
        {t("prevent.history.by", { when: format.instant(at), who: actorName(actor, t) })}
      </span>
      <span>{actor.kind === "person" ? reason : t(`prevent.history.why.${step.step}`)}</span>
    </li>
  );
}
