import { Button } from "@fluentui/react-components";
import type { StoredSampling } from "@logdoctor/shared-policies";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { samplingQuery } from "../../../api/filter-queries.ts";
import { useFormat } from "../../../preferences.ts";
import { useApi } from "../../../services.ts";
import { Card } from "../../../ui/card.tsx";
import { type Column, DataTable } from "../../../ui/data-table.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { StatusBadge } from "../../../ui/status-badge.tsx";
import { SamplingDialog } from "./sampling-dialog.tsx";

/** Rates of sampling, which rules without a share of their own follow. */
export function SamplingCard({ canEdit }: { readonly canEdit: boolean }): ReactNode {
  const { t } = useTranslation();
  const query = useQuery(samplingQuery(useApi()));
  const [edited, setEdited] = useState<string>();
  const rate = query.data?.find(({ id }) => id === edited);
  return (
    <Card title={t("filterEditor.sampling.title")}>
      <p className="ld-muted">{t("filterEditor.sampling.lead")}</p>
      <QueryView query={query}>
        {(rates) =>
          rates.length === 0 ? (
            <p>{t("filterEditor.sampling.none")}</p>
          ) : (
            <RateTable rates={rates} {...(canEdit ? { onChange: setEdited } : {})} />
          )
        }
      </QueryView>
      {canEdit ? (
        <Button style={{ marginTop: 12 }} onClick={() => setEdited("")}>
          {t("filterEditor.sampling.add")}
        </Button>
      ) : null}
      {edited === undefined ? null : (
        <SamplingDialog {...(rate === undefined ? {} : { rate })} onClose={() => setEdited(undefined)} />
      )}
    </Card>
  );
}

interface TableProps {
  readonly rates: readonly StoredSampling[];
  readonly onChange?: (id: string) => void;
}

function RateTable({ rates, onChange }: TableProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: Column<StoredSampling>[] = [
    { key: "target", header: t("filterEditor.sampling.target"), cell: ({ targetCategory }) => targetCategory },
    {
      key: "table",
      header: t("filterEditor.sampling.table"),
      cell: (one) => one.table ?? t("filterEditor.sampling.anyTable"),
    },
    { key: "state", header: t("filterEditor.sampling.state"), cell: ({ isActive }) => <OnOff isActive={isActive} /> },
    {
      key: "kept",
      header: t("filterEditor.sampling.kept"),
      cell: (one) => format.percent(one.samplingRate),
      numeric: true,
    },
    {
      key: "most",
      header: t("filterEditor.sampling.most"),
      cell: (one) => format.number(one.maxPerMinute),
      numeric: true,
    },
  ];
  const change: Column<StoredSampling> = {
    key: "change",
    header: t("filterEditor.sampling.change"),
    cell: ({ id, targetCategory: name }) => (
      <Button size="small" aria-label={t("filterEditor.sampling.changeNamed", { name })} onClick={() => onChange?.(id)}>
        {t("filterEditor.sampling.change")}
      </Button>
    ),
  };
  return (
    <DataTable
      caption={t("filterEditor.sampling.title")}
      captionHidden
      columns={onChange === undefined ? columns : [...columns, change]}
      rows={rates}
      rowKey={({ id }) => id}
    />
  );
}

function OnOff({ isActive }: Pick<StoredSampling, "isActive">): ReactNode {
  const { t } = useTranslation();
  const text = t(isActive ? "filterEditor.sampling.on" : "filterEditor.sampling.off");
  return <StatusBadge tone={isActive ? "good" : "neutral"}>{text}</StatusBadge>;
}
