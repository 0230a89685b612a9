import type { DryRun, RuleDryRun } from "@logdoctor/shared-policies";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { filterRulesQuery } from "../../../../api/filter-queries.ts";
import { useFormat } from "../../../../preferences.ts";
import { useApi } from "../../../../services.ts";
import { type Column, DataTable } from "../../../../ui/data-table.tsx";
import { Swatch } from "../../../../ui/stacked-bars.tsx";
import { KeptShare } from "./kept-share.tsx";
import { cutInk } from "./segments.ts";

interface Props {
  readonly run: DryRun;
  readonly own: string;
}

/** Rows and bytes that each rule would take, what would stay, and which share those that sample keep. */
export function DryRunTable({ run, own }: Props): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const stored = useQuery(filterRulesQuery(useApi())).data;
  const ruleOf = (id: string) => stored?.find((rule) => rule.id === id);
  const share = (rows: number): string => (run.rows === 0 ? "" : format.percent(rows / run.rows));
  const columns: Column<RuleDryRun | "kept">[] = [
    {
      key: "rule",
      header: t("filterRule.dryRun.rule"),
      cell: (part) => (
        <>
          <Swatch ink={cutInk[part === "kept" ? "kept" : part.ruleId === own ? "own" : "other"]} />
          {part === "kept" ? t("filterRule.dryRun.kept") : (ruleOf(part.ruleId)?.ruleName ?? part.ruleId)}
          {part === "kept" ? null : <KeptShare part={part} rule={ruleOf(part.ruleId)} />}
        </>
      ),
    },
    {
      key: "rows",
      header: t("filterRule.dryRun.rows"),
      cell: (part) => format.number(rowsOf(part, run)),
      numeric: true,
    },
    {
      key: "share",
      header: t("filterRule.dryRun.shareOfAll"),
      cell: (part) => share(rowsOf(part, run)),
      numeric: true,
    },
    {
      key: "bytes",
      header: t("filterRule.dryRun.bytes"),
      cell: (part) => format.bytes(bytesOf(part, run)),
      numeric: true,
    },
    {
      key: "gb",
      header: t("filterRule.dryRun.perMonth"),
      cell: (part) => (part === "kept" ? "" : format.gigabytes(part.gbPerMonth)),
      numeric: true,
    },
  ];
  const rows = ["kept" as const, ...run.rules.toSorted((a, b) => Number(b.ruleId === own) - Number(a.ruleId === own))];
  return (
    <DataTable
      caption={t("filterRule.dryRun.byRule")}
      columns={columns}
      rows={rows}
      rowKey={(part) => (part === "kept" ? "" : part.ruleId)}
    />
  );
}

function rowsOf(part: RuleDryRun | "kept", { rows, dropped }: DryRun): number {
  return part === "kept" ? rows - dropped : part.dropped;
}

function bytesOf(part: RuleDryRun | "kept", { bytes, droppedBytes }: DryRun): number {
  return part === "kept" ? bytes - droppedBytes : part.bytes;
}
