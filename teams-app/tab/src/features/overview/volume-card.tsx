import type { RetentionPolicy, TableInventory } from "@logdoctor/shared-policies";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { policiesQuery, savingsQuery } from "../../api/queries.ts";
import { useFormat } from "../../preferences.ts";
import { useApi } from "../../services.ts";
import { BreakableName } from "../../ui/breakable-name.tsx";
import { Card } from "../../ui/card.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { ClassNames } from "./class-names.tsx";
import { type ClassVolume, classVolumes, type TableRow, tableRows } from "./volume.ts";
import "./volume-card.css";

/** How much each class and each table takes in a day. */
export function VolumeCard(): ReactNode {
  const { t } = useTranslation();
  const api = useApi();
  const measured = useQuery(savingsQuery(api));
  const policies = useQuery(policiesQuery(api));
  return (
    <Card title={t("overview.volume.title")}>
      <QueryView query={measured}>
        {({ inventory }) => (
          <QueryView query={policies}>{(list) => <Volumes inventory={inventory} policies={list} />}</QueryView>
        )}
      </QueryView>
    </Card>
  );
}

interface VolumesProps {
  readonly inventory: readonly TableInventory[];
  readonly policies: readonly RetentionPolicy[];
}

function Volumes({ inventory, policies }: VolumesProps): ReactNode {
  const { t } = useTranslation();
  const rows = tableRows(inventory, policies);
  if (rows.length === 0) {
    return <EmptyState title={t("overview.volume.emptyTitle")} body={t("overview.volume.emptyBody")} />;
  }
  return (
    <>
      <ClassTable volumes={classVolumes(rows)} />
      <TableTable rows={rows} />
    </>
  );
}

function ClassTable({ volumes }: { readonly volumes: readonly ClassVolume[] }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: Column<ClassVolume>[] = [
    { key: "class", header: t("overview.volume.class"), cell: ({ classes }) => <ClassNames classes={classes} /> },
    {
      key: "gb",
      header: t("overview.volume.perDay"),
      cell: ({ gbPerDay }) => format.gigabytes(gbPerDay),
      numeric: true,
    },
    { key: "share", header: t("overview.volume.share"), cell: ({ share }) => <Share share={share} />, numeric: true },
  ];
  return (
    <DataTable caption={t("overview.volume.byClass")} columns={columns} rows={volumes} rowKey={(row) => row.key} />
  );
}

function Share({ share }: { readonly share: number }): ReactNode {
  return (
    <span className="ld-share">
      <svg width="64" height="10" aria-hidden="true" focusable="false">
        <rect width="64" height="10" />
        <rect className="ld-share-fill" width={64 * share} height="10" />
      </svg>
      {useFormat().percent(share)}
    </span>
  );
}

function TableTable({ rows }: { readonly rows: readonly TableRow[] }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: Column<TableRow>[] = [
    { key: "table", header: t("overview.volume.table"), cell: (row) => <BreakableName name={row.table} /> },
    { key: "class", header: t("overview.volume.class"), cell: ({ classes }) => <ClassNames classes={classes} /> },
    { key: "gb", header: t("overview.volume.perDay"), cell: (row) => format.gigabytes(row.gbPerDay), numeric: true },
    {
      key: "rows",
      header: t("overview.volume.rows"),
      cell: (row) => format.number(Math.round(row.rowsPerDay)),
      numeric: true,
    },
    {
      key: "retention",
      header: t("overview.volume.retention"),
      cell: (row) => format.days(row.totalRetentionInDays),
      numeric: true,
    },
  ];
  return <DataTable caption={t("overview.volume.byTable")} columns={columns} rows={rows} rowKey={(row) => row.table} />;
}
