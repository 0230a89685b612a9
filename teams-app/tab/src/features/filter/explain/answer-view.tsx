import type { explainFilter } from "@logdoctor/shared-policies";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { z } from "zod";
import { type Column, DataTable } from "../../../ui/data-table.tsx";
import { StatusBadge, type Tone } from "../../../ui/status-badge.tsx";

type Answer = z.output<typeof explainFilter.response>;
type SeenRule = Answer["rules"][number];

const tones: Record<SeenRule["outcome"], Tone> = {
  drops: "bad",
  "would-drop": "waiting",
  "kept-by-sampling": "running",
  "no-match": "neutral",
};

interface Props {
  readonly answer: Answer;
  readonly table: string;
}

/** Whether the row goes, by which rule, and what each rule made of it. */
export function AnswerView({ answer: { dropped, reason, rules }, table }: Props): ReactNode {
  const { t } = useTranslation();
  const columns: Column<SeenRule>[] = [
    { key: "rule", header: t("filter.list.rule"), cell: (rule) => <RuleLink rule={rule} /> },
    {
      key: "outcome",
      header: t("filterEditor.explain.outcome"),
      cell: ({ outcome }) => (
        <StatusBadge tone={tones[outcome]}>{t(`filterEditor.explain.outcomes.${outcome}`)}</StatusBadge>
      ),
    },
  ];
  return (
    <>
      <h3>{t(dropped ? "filterEditor.explain.dropped" : "filterEditor.explain.kept", { table })}</h3>
      <p lang="en" style={{ overflowWrap: "anywhere" }}>
        {reason}
      </p>
      {rules.length === 0 ? (
        <p>{t("filterEditor.explain.noRules", { table })}</p>
      ) : (
        <DataTable
          caption={t("filterEditor.explain.each")}
          columns={columns}
          rows={rules}
          rowKey={({ ruleId }) => ruleId}
        />
      )}
    </>
  );
}

function RuleLink({ rule: { ruleId, ruleName } }: { readonly rule: SeenRule }): ReactNode {
  return (
    <Link to="/filter/rules/one/$id" params={{ id: ruleId }} className="ld-link">
      {ruleName}
    </Link>
  );
}
