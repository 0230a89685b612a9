import type { Savings } from "@logdoctor/shared-policies";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../preferences.ts";
import { type BillLine, costOf, segmentsOf } from "./bill.ts";
import "./bill-bars.css";

interface Props {
  readonly title: string;
  readonly savings: Savings;
  readonly lines: readonly BillLine[];
}

const height = 28;

/** Cost before and after as two stacked bars on one scale. The table beside it says the same in numbers. */
export function BillBars({ title, savings, lines }: Props): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const before = costOf(savings.before, lines);
  const after = costOf(savings.after, lines);
  const whole = Math.max(before, after);
  const label = t("overview.savings.picture", { before: format.money(before), after: format.money(after) });
  return (
    <figure className="ld-bars">
      <figcaption>{title}</figcaption>
      <div role="img" aria-label={`${title}. ${label}`}>
        <Bar name={t("overview.savings.before")} cost={format.money(before)}>
          <Segments {...{ cost: savings.before, lines, whole }} />
        </Bar>
        <Bar name={t("overview.savings.after")} cost={format.money(after)}>
          <Segments {...{ cost: savings.after, lines, whole }} />
        </Bar>
      </div>
    </figure>
  );
}

function Bar({ name, cost, children }: { name: string; cost: string; children: ReactNode }): ReactNode {
  return (
    <div className="ld-bar">
      <span>{name}</span>
      {children}
      <strong>{cost}</strong>
    </div>
  );
}

function Segments({ cost, lines, whole }: { cost: Savings["before"]; lines: readonly BillLine[]; whole: number }) {
  const id = useId();
  return (
    <svg width="100%" height={height} aria-hidden="true" focusable="false">
      <Patterns id={id} />
      <rect className="ld-bar-ground" width="100%" height={height} />
      {segmentsOf(cost, lines, whole).map(({ line, start, width }) => {
        const place = { x: `${start * 100}%`, width: `${width * 100}%`, height };
        return (
          <g key={line} data-line={line}>
            <rect className="ld-bar-fill" {...place} />
            <rect fill={`url(#${id}-${line})`} {...place} />
          </g>
        );
      })}
    </svg>
  );
}

/** A small square in a line's colour and pattern, for the table's legend. */
export function Swatch({ line }: { readonly line: BillLine }): ReactNode {
  const id = useId();
  return (
    <svg className="ld-swatch" width="16" height="16" aria-hidden="true" focusable="false" data-line={line}>
      <Patterns id={id} />
      <rect className="ld-bar-fill" width="16" height="16" />
      <rect fill={`url(#${id}-${line})`} width="16" height="16" />
    </svg>
  );
}

/** Each line has a pattern as well as a colour. */
function Patterns({ id }: { readonly id: string }): ReactNode {
  return (
    <defs>
      <pattern id={`${id}-retention`} width="7" height="7" patternUnits="userSpaceOnUse">
        <path className="ld-bar-ink" d="M0 7L7 0" />
      </pattern>
      <pattern id={`${id}-longTerm`} width="7" height="7" patternUnits="userSpaceOnUse">
        <path className="ld-bar-ink" d="M3.500 0V7" />
      </pattern>
      <pattern id={`${id}-archive`} width="7" height="7" patternUnits="userSpaceOnUse">
        <circle className="ld-bar-dot" cx="3.500" cy="3.500" r="1.500" />
      </pattern>
      <pattern id={`${id}-ingestion`} width="7" height="7" patternUnits="userSpaceOnUse" />
    </defs>
  );
}
