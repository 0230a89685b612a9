import type { DetectionEvidence } from "@logdoctor/shared-policies";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../../preferences.ts";

const width = 72;

/** Why a request matched: each signal with what it weighs, the heaviest first. */
export function SignalBars({ signals }: { readonly signals: DetectionEvidence["signals"] }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const id = useId();
  if (signals.length === 0) return <p className="ld-muted">{t("incidents.evidence.noSignals")}</p>;
  const heaviest = Math.max(...signals.map(({ weight }) => Math.abs(weight)), 1);
  return (
    <>
      <h4 id={id} style={{ margin: "4px 0" }}>
        {t("incidents.evidence.why")}
      </h4>
      <ul className="ld-weights" aria-labelledby={id}>
        {signals
          .toSorted((a, b) => b.weight - a.weight)
          .map(({ name, weight }) => (
            <li key={name}>
              <svg width={width} height="10" aria-hidden="true" focusable="false">
                <rect width={width} height="10" />
                <rect className="ld-weight" width={(width * Math.abs(weight)) / heaviest} height="10" />
              </svg>
              {t("incidents.evidence.signal", { name, weight: format.number(weight) })}
            </li>
          ))}
      </ul>
    </>
  );
}
