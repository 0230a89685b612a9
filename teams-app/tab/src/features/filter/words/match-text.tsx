import type { FilterRule } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../preferences.ts";
import { visibleText } from "../../../ui/visible-text.ts";

const shownValues = 3;

interface Matching extends Pick<FilterRule, "filterType" | "action"> {
  readonly matchPattern: string | readonly string[];
  readonly samplingRate?: number | undefined;
}

/** The values that a rule looks for, as a list even where the document has one. */
export function valuesOf({ matchPattern }: Pick<Matching, "matchPattern">): readonly string[] {
  return typeof matchPattern === "string" ? [matchPattern] : matchPattern;
}

/** What a rule looks for, shortened, with what it does to a row that has it. */
export function MatchText({ rule }: { readonly rule: Matching }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const values = valuesOf(rule);
  const rest = values.length - shownValues;
  const kept = rule.action === "SAMPLE" ? rule.samplingRate : undefined;
  return (
    <span style={{ display: "grid", gap: 2 }}>
      <span className="ld-muted">{t(`filter.type.${rule.filterType}`)}</span>
      <span className="ld-mono">{values.slice(0, shownValues).map(visibleText).join(", ")}</span>
      {rest > 0 ? <span className="ld-muted">{t("filter.moreValues", { n: format.number(rest) })}</span> : null}
      {kept === undefined ? null : <span>{t("filter.keeps", { share: format.percent(kept) })}</span>}
    </span>
  );
}
