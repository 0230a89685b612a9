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

type Taken = FindingDetail["transitions"][number];

function Step({ step }: { readonly step: Taken }): ReactNode {
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
      {actor.kind === "person" ? <Said reason={reason} /> : <Why step={step.step} facts={reason} />}
    </li>
  );
}

/** What a person said of the step, where they said something. */
function Said({ reason }: { readonly reason: string }): ReactNode {
  return reason === "" ? null : <span>{reason}</span>;
}

interface WhyProps {
  readonly step: Taken["step"];
  /** What the service noted, in English: what was measured, which alert went unanswered, or which team was told. */
  readonly facts: string;
}

/** Why a step was taken by itself. */
function Why({ step, facts }: WhyProps): ReactNode {
  const { t } = useTranslation();
  const why = t(`prevent.history.why.${step}`);
  return (
    <span>
      {why}
      {facts === "" || facts === why ? null : (
        <>
          {" "}
          <span className="ld-muted" lang="en">
            {facts}
          </span>
        </>
      )}
    </span>
  );
}
