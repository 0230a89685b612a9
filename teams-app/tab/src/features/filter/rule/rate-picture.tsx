import type { FilterStatistics } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../preferences.ts";
import "./rate-picture.css";

interface Props {
  /** Oldest first. */
  readonly periods: readonly FilterStatistics[];
  /** 0 to 1. */
  readonly predicted: number | undefined;
}

const height = 120;
const least = 0.01;

/** The drop rate of each period as a bar, under a line where the dry run saw it. */
export function RatePicture({ periods, predicted }: Props): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const rates = periods.map(({ dropRate }) => dropRate);
  const top = Math.min(1, Math.max(least, predicted ?? 0, ...rates) * 1.15);
  const [first, last] = [periods[0], periods.at(-1)];
  const words = {
    from: format.percent(Math.min(...rates)),
    to: format.percent(Math.max(...rates)),
    predicted: predicted === undefined ? t("filter.unknown") : format.percent(predicted),
  };
  const y = (rate: number): number => height - (rate / top) * height;
  return (
    <figure className="ld-rates">
      <figcaption>{t("filterRule.statistics.perPeriod")}</figcaption>
      <div role="img" aria-label={t("filterRule.statistics.picture", words)}>
        <svg width="100%" height={height} aria-hidden="true" focusable="false">
          {periods.map(({ id, dropRate }, index) => {
            const step = 100 / periods.length;
            const place = { x: `${index * step + step * 0.1}%`, width: `${step * 0.8}%` };
            return <rect key={id} className="ld-rates-bar" {...place} y={y(dropRate)} height={height - y(dropRate)} />;
          })}
          <line className="ld-rates-ground" x1="0" x2="100%" y1={height} y2={height} />
          {predicted === undefined ? null : (
            <line className="ld-rates-line" x1="0" x2="100%" y1={y(predicted)} y2={y(predicted)} />
          )}
        </svg>
        <div className="ld-rates-axis" aria-hidden="true">
          <span>{first === undefined ? "" : format.instant(first.periodStart)}</span>
          <span>{last === undefined ? "" : format.instant(last.periodEnd)}</span>
        </div>
      </div>
      <ul className="ld-rates-legend">
        <li data-part="bar">{t("filterRule.statistics.observedLegend", words)}</li>
        {predicted === undefined ? null : (
          <li data-part="line">{t("filterRule.statistics.predictedLegend", { predicted: words.predicted })}</li>
        )}
      </ul>
    </figure>
  );
}
