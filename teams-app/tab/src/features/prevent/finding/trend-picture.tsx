import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import type { Format } from "../../../format.ts";
import { useFormat } from "../../../preferences.ts";
import type { TrendBar } from "./trend.ts";
import "./trend-picture.css";

interface Props {
  readonly bars: readonly TrendBar[];
}

const height = 120;
const lowest = 2;

/** Rows an hour of each run as bars. What is over the threshold is striped as well as coloured. */
export function TrendPicture({ bars }: Props): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const words = wordsOf(bars, format);
  return (
    <figure className="ld-trend">
      <div className="ld-muted ld-trend-top">{words.highest}</div>
      <Bars bars={bars} label={t("prevent.trend.picture", words)} />
      <div className="ld-muted ld-trend-ends" aria-hidden="true">
        <span>{words.from}</span>
        <span>{words.to}</span>
      </div>
      <figcaption className="ld-row ld-muted">
        <Key kind="over">{t("prevent.trend.over")}</Key>
        <Key kind="under">{t("prevent.trend.under")}</Key>
        <Key kind="missing">{t("prevent.trend.missing")}</Key>
      </figcaption>
    </figure>
  );
}

function wordsOf(bars: readonly TrendBar[], format: Format) {
  const rates = bars.flatMap(({ rate }) => (rate === undefined ? [] : [rate]));
  const rounded = (rate: number | undefined): string => (rate === undefined ? "–" : format.number(Math.round(rate)));
  const date = (at: string | undefined): string => (at === undefined ? "" : format.date(at));
  return {
    runs: bars.length,
    from: date(bars[0]?.point.from),
    to: date(bars.at(-1)?.point.to),
    highest: rounded(Math.max(...rates)),
    last: rounded(rates.at(-1)),
  };
}

function Bars({ bars, label }: Props & { readonly label: string }): ReactNode {
  const id = useId();
  const step = 100 / bars.length;
  return (
    <svg className="ld-trend-bars" width="100%" height={height} role="img" aria-label={label}>
      <Stripes id={id} />
      {bars.map((bar, index) => {
        const tall = Math.max(bar.share * height, lowest);
        const place = { x: `${index * step + step * 0.1}%`, width: `${step * 0.8}%`, y: height - tall, height: tall };
        const kind = kindOf(bar);
        return (
          <g key={bar.point.runId} data-kind={kind}>
            <rect className="ld-trend-fill" {...place} />
            {kind === "over" ? <rect fill={`url(#${id}-stripes)`} {...place} /> : null}
          </g>
        );
      })}
    </svg>
  );
}

type Kind = "over" | "under" | "missing";

function kindOf({ rate, point }: TrendBar): Kind {
  if (rate === undefined) return "missing";
  return point.violates ? "over" : "under";
}

function Key({ kind, children }: { readonly kind: Kind; readonly children: ReactNode }): ReactNode {
  const id = useId();
  const size = kind === "missing" ? { y: 12, height: 2 } : { y: 0, height: 14 };
  return (
    <span className="ld-trend-key">
      <svg width="14" height="14" aria-hidden="true" focusable="false" data-kind={kind}>
        <Stripes id={id} />
        <rect className="ld-trend-fill" width="14" {...size} />
        {kind === "over" ? <rect fill={`url(#${id}-stripes)`} width="14" height="14" /> : null}
      </svg>
      {children}
    </span>
  );
}

function Stripes({ id }: { readonly id: string }): ReactNode {
  return (
    <defs>
      <pattern id={`${id}-stripes`} width="6" height="6" patternUnits="userSpaceOnUse">
        <path className="ld-trend-ink" d="M0 6L6 0" />
      </pattern>
    </defs>
  );
}
