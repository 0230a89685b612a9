import type { StoredFilterRule } from "@logdoctor/shared-policies";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../preferences.ts";
import { Card } from "../../../ui/card.tsx";
import { type Column, DataTable } from "../../../ui/data-table.tsx";
import { MatchText } from "../words/match-text.tsx";
import { DroppedShare, SavedText } from "../words/saving-text.tsx";
import { StateBadge } from "../words/state-badge.tsx";
import { type RankedRule, rulesByTable } from "./rules-by-table.ts";

/** One list for each table: a row meets the rules of its own table only. */
export function RuleLists({ rules }: { readonly rules: readonly StoredFilterRule[] }): ReactNode {
  const { t } = useTranslation();
  const columns = useRuleColumns();
  return (
    <>
      {rulesByTable(rules).map(([table, ranked]) => (
        <Card key={table} title={table === "" ? t("filter.list.anyTable") : table}>
          <DataTable
            caption={t("filter.list.caption", { table })}
            captionHidden
            columns={columns}
            rows={ranked}
            rowKey={({ rule }) => rule.id}
          />
        </Card>
      ))}
    </>
  );
}

function useRuleColumns(): Column<RankedRule>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const expiry = ({ expiresAt }: StoredFilterRule) =>
    expiresAt === undefined ? t("filter.never") : format.date(expiresAt);
  return [
    { key: "rule", header: t("filter.list.rule"), cell: ({ rule, rank }) => <RuleName rule={rule} rank={rank} /> },
    { key: "state", header: t("filter.list.state"), cell: ({ rule }) => <StateBadge rule={rule} /> },
    { key: "match", header: t("filter.list.match"), cell: ({ rule }) => <MatchText rule={rule} /> },
    {
      key: "dropped",
      header: t("filter.list.dropped"),
      cell: ({ rule }) => <DroppedShare rule={rule} />,
      numeric: true,
    },
    { key: "saved", header: t("filter.list.saved"), cell: ({ rule }) => <SavedText rule={rule} />, numeric: true },
    { key: "expires", header: t("filter.list.expires"), cell: ({ rule }) => expiry(rule) },
  ];
}

function RuleName({ rule: { id, ruleName }, rank }: RankedRule): ReactNode {
  return (
    <>
      {rank}.{" "}
      <Link to="/filter/rules/one/$id" params={{ id }} className="ld-link">
        {ruleName}
      </Link>
    </>
  );
}
