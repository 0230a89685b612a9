import type { SimilarCase } from "@logdoctor/shared-policies";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../preferences.ts";
import { type Column, DataTable } from "../../../ui/data-table.tsx";
import { IncidentStatusBadge } from "./incident-status-badge.tsx";
import { LogText } from "./log-text.tsx";

interface Props {
  readonly caption: string;
  readonly cases: readonly SimilarCase[];
}

/** Incidents in short, each a link, with what people found them to be. */
export function CaseTable({ caption, cases }: Props): ReactNode {
  const { t } = useTranslation();
  const columns: Column<SimilarCase>[] = [
    { key: "found", header: t("incidents.similar.found"), cell: (one) => <CaseLink one={one} /> },
    { key: "source", header: t("incidents.similar.source"), cell: ({ sourceIP }) => <LogText text={sourceIP} /> },
    {
      key: "path",
      header: t("incidents.similar.path"),
      cell: ({ targetPath }) => <LogText text={targetPath} most={60} />,
    },
    {
      key: "state",
      header: t("incidents.similar.state"),
      cell: ({ status }) => <IncidentStatusBadge status={status} />,
    },
    {
      key: "verdict",
      header: t("incidents.similar.verdict"),
      cell: ({ verdict }) => t(verdict === undefined ? "incidents.similar.unsettled" : `detect.verdict.${verdict}`),
    },
  ];
  return <DataTable caption={caption} captionHidden columns={columns} rows={cases} rowKey={({ id }) => id} />;
}

function CaseLink({ one }: { readonly one: SimilarCase }): ReactNode {
  return (
    <Link className="ld-link" to="/detect/incidents/$id" params={{ id: one.id }}>
      {useFormat().instant(one.createdAt)}
    </Link>
  );
}
