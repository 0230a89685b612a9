import type { FilterStep } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../preferences.ts";
import { Card } from "../../../ui/card.tsx";
import { actorName } from "../../detect/words/actor-name.ts";
import "./history-card.css";

const shownSteps = 8;

/** Every step of the rule's life, the newest first; what is long ago stays folded. */
export function HistoryCard({ steps }: { readonly steps: readonly FilterStep[] }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const newest = steps.toReversed();
  const older = newest.slice(shownSteps);
  return (
    <Card title={t("filterRule.history.title")}>
      {steps.length === 0 ? <p className="ld-muted">{t("filterRule.history.none")}</p> : null}
      <Steps steps={newest.slice(0, shownSteps)} />
      {older.length === 0 ? null : (
        <details>
          <summary>{t("filterRule.history.older", { n: format.number(older.length) })}</summary>
          <Steps steps={older} />
        </details>
      )}
    </Card>
  );
}

function Steps({ steps }: { readonly steps: readonly FilterStep[] }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ol className="ld-steps">
      {steps.map(({ action, at, from, to, actor, reason }) => (
        <li key={`${at} ${from} ${action}`}>
          <strong>
            {t("filterRule.history.step", { from: t(`filter.state.${from}`), to: t(`filter.state.${to}`) })}
          </strong>
          <span className="ld-muted">
            {t("filterRule.history.by", { when: format.instant(at), who: actorName(actor, t) })}
          </span>
          {reason === "" ? null : <span lang={actor.kind === "person" ? undefined : "en"}>{reason}</span>}
        </li>
      ))}
    </ol>
  );
}
