import { type ReactNode, useId } from "react";
import "./stacked-bars.css";

/** How a part looks: a colour and, but for the plain one, a pattern, so that nothing is told by colour alone. */
export type Ink = "plain" | "diagonal" | "upright" | "dotted";

export interface Segment {
  readonly key: string;
  readonly ink: Ink;
  /** Start and width as shares, 0 to 1, of the whole bar. */
  readonly start: number;
  readonly width: number;
}

export interface StackedBar {
  readonly name: string;
  /** The whole bar's size in words. */
  readonly size: string;
  readonly segments: readonly Segment[];
}

interface Props {
  readonly title: string;
  /** The picture in words. */
  readonly label: string;
  readonly bars: readonly StackedBar[];
}

const height = 26;

/** Bars of several parts on one scale. A table beside it says the same in numbers. */
export function StackedBars({ title, label, bars }: Props): ReactNode {
  return (
    <figure className="ld-bars">
      <figcaption>{title}</figcaption>
      <div role="img" aria-label={`${title}. ${label}`}>
        {bars.map(({ name, size, segments }) => (
          <div key={name} className="ld-bar">
            <span>{name}</span>
            <Segments segments={segments} />
            <strong>{size}</strong>
          </div>
        ))}
      </div>
    </figure>
  );
}

function Segments({ segments }: Pick<StackedBar, "segments">): ReactNode {
  const id = useId();
  return (
    <svg width="100%" height={height} aria-hidden="true" focusable="false">
      <Patterns id={id} />
      <rect className="ld-bar-ground" width="100%" height={height} />
      {segments.map(({ key, ink, start, width }) => (
        <Filled key={key} {...{ id, ink }} place={{ x: `${start * 100}%`, width: `${width * 100}%`, height }} />
      ))}
    </svg>
  );
}

/** A small square that says what an ink stands for, for the table's legend. */
export function Swatch({ ink }: { readonly ink: Ink }): ReactNode {
  const id = useId();
  return (
    <svg className="ld-swatch" width="16" height="16" aria-hidden="true" focusable="false">
      <Patterns id={id} />
      <Filled {...{ id, ink }} place={{ width: "16", height: 16 }} />
    </svg>
  );
}

interface FilledProps {
  readonly id: string;
  readonly ink: Ink;
  readonly place: { readonly x?: string; readonly width: string; readonly height: number };
}

function Filled({ id, ink, place }: FilledProps): ReactNode {
  return (
    <g data-ink={ink}>
      <rect className="ld-bar-fill" {...place} />
      {ink === "plain" ? null : <rect fill={`url(#${id}-${ink})`} {...place} />}
    </g>
  );
}

function Patterns({ id }: { readonly id: string }): ReactNode {
  return (
    <defs>
      <pattern id={`${id}-diagonal`} width="7" height="7" patternUnits="userSpaceOnUse">
        <path className="ld-bar-ink" d="M0 7L7 0" />
      </pattern>
      <pattern id={`${id}-upright`} width="7" height="7" patternUnits="userSpaceOnUse">
        <path className="ld-bar-ink" d="M3.500 0V7" />
      </pattern>
      <pattern id={`${id}-dotted`} width="7" height="7" patternUnits="userSpaceOnUse">
        <circle className="ld-bar-dot" cx="3.500" cy="3.500" r="1.500" />
      </pattern>
    </defs>
  );
}
