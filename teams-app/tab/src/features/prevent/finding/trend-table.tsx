import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../preferences.ts";
import { type Column, DataTable } from "../../../ui/data-table.tsx";
import type { TrendBar } from "./trend.ts";

/** The trend in numbers, the newest run first. */
export function TrendTable({ bars }: { readonly bars: readonly TrendBar[] }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const number = (value: number | undefined): string =>
    value === undefined ? t("prevent.trend.missing") : format.number(Math.round(value));
  const columns: Column<TrendBar>[] = [
    { key: "run", header: t("prevent.trend.run"), cell: ({ point }) => format.instant(point.to) },
    { key: "rows", header: t("prevent.trend.rows"), cell: ({ point }) => number(point.count), numeric: true },
    { key: "rate", header: t("prevent.trend.perHour"), cell: ({ rate }) => number(rate), numeric: true },
    {
      key: "volume",
      header: t("prevent.trend.volume"),
      cell: ({ point: { bytes } }) => (bytes === undefined ? "–" : format.bytes(bytes)),
      numeric: true,
    },
    {
      key: "verdict",
      header: t("prevent.trend.verdict"),
      cell: ({ point, rate }) =>
        rate === undefined ? "–" : t(point.violates ? "prevent.trend.over" : "prevent.trend.under"),
    },
  ];
  return (
    <DataTable
      caption={t("prevent.trend.title")}
      captionHidden
      columns={columns}
      rows={bars.toReversed()}
      rowKey={({ point }) => point.runId}
    />
  );
}
