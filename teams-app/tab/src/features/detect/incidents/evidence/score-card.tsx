import type { Incident, VerdictReason } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../../preferences.ts";
import { Card } from "../../../../ui/card.tsx";
import { reasonText } from "./reason-text.ts";
import "./score-card.css";

/** How likely the incident is harmless, and what speaks for and against it. */
export function ScoreCard({ judged: { score, reasons } }: { readonly judged: Incident["falsePositive"] }): ReactNode {
  const { t } = useTranslation();
  const percent = useFormat().percent(score);
  const heaviest = Math.max(...reasons.map(({ weight }) => Math.abs(weight)), 1);
  return (
    <Card title={t("incidents.score.title")}>
      <p className="ld-score">{t("incidents.score.meter", { percent })}</p>
      <svg className="ld-meter" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect width="100" height="8" />
        <rect className="ld-meter-mark" x={Math.min(98, score * 100)} width="2" height="8" />
      </svg>
      <div className="ld-meter-ends" aria-hidden="true">
        <span>{t("incidents.score.attack")}</span>
        <span>{t("incidents.score.harmless")}</span>
      </div>
      {reasons.length === 0 ? <p>{t("incidents.score.none")}</p> : null}
      <ul className="ld-weights">
        {reasons
          .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
          .map((reason) => (
            <Reason key={reason.code} reason={reason} heaviest={heaviest} />
          ))}
      </ul>
      <p className="ld-muted">{t("incidents.score.note")}</p>
    </Card>
  );
}

const half = 36;

function Reason({ reason, heaviest }: { readonly reason: VerdictReason; readonly heaviest: number }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const length = (half * Math.abs(reason.weight)) / heaviest;
  const side = reason.weight > 0 ? "harmless" : "attack";
  return (
    <li>
      <svg width={half * 2} height="10" aria-hidden="true" focusable="false">
        <rect width={half * 2} height="10" />
        <rect
          className="ld-weight"
          data-side={side}
          x={half - (side === "attack" ? length : 0)}
          width={length}
          height="10"
        />
        <line x1={half} x2={half} y1="0" y2="10" />
      </svg>
      <span>
        {reasonText(reason, t, format)}{" "}
        <span className="ld-muted">
          ({t(side === "harmless" ? "incidents.score.forHarmless" : "incidents.score.forAttack")})
        </span>
      </span>
    </li>
  );
}
