import { FilterState } from "@logdoctor/shared-policies";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { box, type Edge, edges, type Layout, lineOf, tallLayout, wideLayout } from "./picture-layout.ts";
import "./lifecycle-picture.css";

/** All states with the present one marked, and the ways on from it. Where it is narrow the states stand below each other. */
export function LifecyclePicture({ state }: { readonly state: FilterState }): ReactNode {
  const { t } = useTranslation();
  const next = edges.filter(({ from }) => from === state).map(({ to }) => t(`filter.state.${to}`));
  const words = { state: t(`filter.state.${state}`), next: next.join(", ") };
  return (
    <div className="ld-life" role="img" aria-label={t("filterRule.life.picture", words)}>
      <Drawing layout={wideLayout} state={state} kind="wide" />
      <Drawing layout={tallLayout} state={state} kind="tall" />
    </div>
  );
}

interface DrawingProps {
  readonly layout: Layout;
  readonly state: FilterState;
  readonly kind: "wide" | "tall";
}

function Drawing({ layout, state, kind }: DrawingProps): ReactNode {
  const id = useId();
  const heads = ["far", "near"] as const;
  const open = (edge: Edge): boolean => edge.from === state;
  return (
    <svg
      className="ld-life-drawing"
      data-kind={kind}
      viewBox={`0 0 ${layout.width} ${layout.height}`}
      aria-hidden="true"
    >
      <defs>
        {heads.map((head) => (
          <marker
            key={head}
            id={`${id}-${head}`}
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto"
          >
            <path className="ld-life-head" data-open={head === "near"} d="M0 0L8 4L0 8z" />
          </marker>
        ))}
      </defs>
      {edges
        .toSorted((a, b) => Number(open(a)) - Number(open(b)))
        .map((edge) => (
          <line
            key={`${edge.from} ${edge.to}`}
            className="ld-life-way"
            data-open={open(edge)}
            markerEnd={`url(#${id}-${open(edge) ? "near" : "far"})`}
            {...lineOf(edge, layout)}
          />
        ))}
      {FilterState.options.map((one) => (
        <State key={one} name={one} at={layout.at[one]} present={one === state} />
      ))}
    </svg>
  );
}

interface StateProps {
  readonly name: FilterState;
  readonly at: readonly [number, number];
  readonly present: boolean;
}

function State({ name, at: [x, y], present }: StateProps): ReactNode {
  const { t } = useTranslation();
  const place = { x: x - box.width / 2, y: y - box.height / 2, ...box };
  return (
    <g className="ld-life-state" data-present={present}>
      <rect {...place} rx="6" />
      <text x={x} y={y + 5} textAnchor="middle">
        {present ? "● " : ""}
        {t(`filter.state.${name}`)}
      </text>
    </g>
  );
}
