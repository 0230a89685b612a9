import type { FilterStatistics } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { FilterRuleDetail } from "../../../api/filter-queries.ts";
import { useFormat } from "../../../preferences.ts";
import { Card } from "../../../ui/card.tsx";
import { type Column, DataTable } from "../../../ui/data-table.tsx";
import { Facts } from "../../../ui/facts.tsx";
import { RatePicture } from "./rate-picture.tsx";

/** Periods in the picture; the table has them all. */
const pictured = 24;

/** What the rule drops, period by period, against what its dry run said. */
export function StatisticsCard({ rule }: { readonly rule: FilterRuleDetail }): ReactNode {
  const { t } = useTranslation();
  const { dryRun, statistics, saving } = rule;
  const format = useFormat();
  const predicted = dryRun === undefined || dryRun.processed === 0 ? undefined : dryRun.dropped / dryRun.processed;
  const periods = statistics.toSorted((a, b) => (a.periodStart < b.periodStart ? -1 : 1));
  const measured =
    saving === undefined || saving.totalProcessed === 0 ? undefined : saving.totalDropped / saving.totalProcessed;
  const percent = (share: number | undefined) => (share === undefined ? undefined : format.percent(share));
  return (
    <Card title={t("filterRule.statistics.title")}>
      {periods.length === 0 ? <p className="ld-muted">{t("filterRule.statistics.none")}</p> : null}
      <Facts
        facts={[
          [t("filterRule.statistics.predicted"), percent(predicted)],
          [t("filterRule.statistics.observed"), percent(measured)],
          [t("filterRule.statistics.volume"), saving === undefined ? undefined : format.gigabytes(saving.gbPerMonth)],
          [t("filterRule.statistics.money"), saving === undefined ? undefined : format.money(saving.usdPerMonth)],
        ]}
      />
      {periods.length === 0 ? null : (
        <>
          <RatePicture periods={periods.slice(-pictured)} predicted={predicted} />
          <details>
            <summary>{t("filterRule.statistics.table")}</summary>
            <PeriodTable periods={periods.toReversed()} />
          </details>
        </>
      )}
    </Card>
  );
}

function PeriodTable({ periods }: { readonly periods: readonly FilterStatistics[] }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: Column<FilterStatistics>[] = [
    { key: "from", header: t("filterRule.statistics.from"), cell: (one) => format.instant(one.periodStart) },
    { key: "to", header: t("filterRule.statistics.to"), cell: (one) => format.instant(one.periodEnd) },
    {
      key: "in",
      header: t("filterRule.statistics.processed"),
      cell: (one) => format.number(one.totalProcessed),
      numeric: true,
    },
    {
      key: "out",
      header: t("filterRule.statistics.dropped"),
      cell: (one) => format.number(one.totalDropped),
      numeric: true,
    },
    {
      key: "rate",
      header: t("filterRule.statistics.rate"),
      cell: (one) => format.percent(one.dropRate),
      numeric: true,
    },
  ];
  return (
    <DataTable
      caption={t("filterRule.statistics.table")}
      captionHidden
      columns={columns}
      rows={periods}
      rowKey={({ id }) => id}
    />
  );
}
