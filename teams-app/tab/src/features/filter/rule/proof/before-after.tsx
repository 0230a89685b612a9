import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { type Part, type Segment, type SegmentKind, segmentsOf } from "./segments.ts";
import "./before-after.css";

interface Props {
  readonly title: string;
  readonly whole: number;
  readonly parts: readonly Part[];
  /** The rule whose part is marked. */
  readonly own: string;
  readonly words: (size: number) => string;
}

const height = 26;

/** What arrives and what would be kept as two bars on one scale. The table below says the same in numbers. */
export function BeforeAfter({ title, whole, parts, own, words }: Props): ReactNode {
  const { t } = useTranslation();
  const gone = parts.reduce((sum, { size }) => sum + size, 0);
  const [before, after] = [words(whole), words(Math.max(0, whole - gone))];
  const segments = segmentsOf(whole, parts, own);
  return (
    <figure className="ld-cut">
      <figcaption>{title}</figcaption>
      <div role="img" aria-label={`${title}. ${t("filterRule.dryRun.picture", { before, after })}`}>
        <Bar name={t("filterRule.dryRun.before")} size={before} segments={segments} />
        <Bar
          name={t("filterRule.dryRun.after")}
          size={after}
          segments={segments.filter(({ kind }) => kind === "kept")}
        />
      </div>
    </figure>
  );
}

interface BarProps {
  readonly name: string;
  readonly size: string;
  readonly segments: readonly Segment[];
}

function Bar({ name, size, segments }: BarProps): ReactNode {
  const id = useId();
  return (
    <div className="ld-cut-bar">
      <span>{name}</span>
      <svg width="100%" height={height} aria-hidden="true" focusable="false">
        <Hatch id={id} />
        <rect className="ld-cut-ground" width="100%" height={height} />
        {segments.map(({ key, kind, start, width }) => {
          const place = { x: `${start * 100}%`, width: `${width * 100}%`, height };
          return (
            <g key={key} data-kind={kind}>
              <rect className="ld-cut-fill" {...place} />
              {kind === "kept" ? null : <rect fill={`url(#${id}-${kind})`} {...place} />}
            </g>
          );
        })}
      </svg>
      <strong>{size}</strong>
    </div>
  );
}

/** A small square that says what a kind of segment looks like. */
export function CutSwatch({ kind }: { readonly kind: SegmentKind }): ReactNode {
  const id = useId();
  return (
    <svg className="ld-cut-swatch" width="16" height="16" aria-hidden="true" focusable="false" data-kind={kind}>
      <Hatch id={id} />
      <rect className="ld-cut-fill" width="16" height="16" />
      {kind === "kept" ? null : <rect fill={`url(#${id}-${kind})`} width="16" height="16" />}
    </svg>
  );
}

/** A pattern as well as a colour for each kind of what goes. */
function Hatch({ id }: { readonly id: string }): ReactNode {
  return (
    <defs>
      <pattern id={`${id}-own`} width="7" height="7" patternUnits="userSpaceOnUse">
        <path className="ld-cut-ink" d="M0 7L7 0" />
      </pattern>
      <pattern id={`${id}-other`} width="7" height="7" patternUnits="userSpaceOnUse">
        <path className="ld-cut-ink" d="M3.500 0V7" />
      </pattern>
    </defs>
  );
}
