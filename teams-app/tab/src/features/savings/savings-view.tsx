import type { Savings } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../preferences.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { Swatch } from "../../ui/stacked-bars.tsx";
import { type BillLine, billLines, retentionLines } from "./bill.ts";
import { BillBars, lineInk } from "./bill-bars.tsx";
import { SavingsHeadline } from "./savings-headline.tsx";

/** Savings with both denominators: headline, picture, and the numbers line by line. */
export function SavingsView({ savings }: { readonly savings: Savings }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="ld-columns">
      <div>
        <SavingsHeadline savings={savings} />
        <BillBars title={t("overview.savings.whole")} savings={savings} lines={billLines} />
        <BillBars title={t("overview.savings.retentionOnly")} savings={savings} lines={retentionLines} />
      </div>
      <BillTable savings={savings} />
    </div>
  );
}

function BillTable({ savings }: { readonly savings: Savings }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const name = (line: BillLine | "total"): ReactNode =>
    line === "total" ? (
      t("overview.savings.total")
    ) : (
      <>
        <Swatch ink={lineInk[line]} />
        {t(`overview.savings.${line}`)}
      </>
    );
  const columns: Column<BillLine | "total">[] = [
    { key: "line", header: t("overview.savings.line"), cell: name },
    {
      key: "before",
      header: t("overview.savings.before"),
      cell: (line) => format.money(savings.before[line]),
      numeric: true,
    },
    {
      key: "after",
      header: t("overview.savings.after"),
      cell: (line) => format.money(savings.after[line]),
      numeric: true,
    },
  ];
  const rows = [...billLines, "total" as const];
  return <DataTable caption={t("overview.savings.lines")} columns={columns} rows={rows} rowKey={(line) => line} />;
}
