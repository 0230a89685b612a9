import type { StoredIncident } from "@logdoctor/shared-policies";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../preferences.ts";
import { type Column, DataTable } from "../../../ui/data-table.tsx";
import { IncidentStatusBadge } from "../words/incident-status-badge.tsx";
import { LogText } from "../words/log-text.tsx";
import { SeverityBadge } from "../words/severity-badge.tsx";
import { sourceName } from "../words/source-name.ts";

export function IncidentTable({ incidents }: { readonly incidents: readonly StoredIncident[] }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: Column<StoredIncident>[] = [
    { key: "incident", header: t("incidents.incident"), cell: (incident) => <IncidentLink incident={incident} /> },
    {
      key: "severity",
      header: t("incidents.severity"),
      cell: ({ severity }) => <SeverityBadge severity={severity} />,
    },
    { key: "status", header: t("incidents.status"), cell: ({ status }) => <IncidentStatusBadge status={status} /> },
    { key: "path", header: t("incidents.path"), cell: ({ targetPath }) => <LogText text={targetPath} most={80} /> },
    { key: "found", header: t("incidents.found"), cell: ({ createdAt }) => format.instant(createdAt) },
    {
      key: "requests",
      header: t("incidents.requests"),
      cell: ({ matchCount }) => format.number(matchCount),
      numeric: true,
    },
  ];
  return (
    <DataTable
      caption={t("incidents.title")}
      captionHidden
      columns={columns}
      rows={incidents}
      rowKey={(incident) => incident.id}
    />
  );
}

function IncidentLink({ incident }: { readonly incident: StoredIncident }): ReactNode {
  const { t } = useTranslation();
  return (
    <Link className="ld-link" to="/detect/incidents/$id" params={{ id: incident.id }}>
      {t("incidents.named", { pattern: incident.patternId, source: sourceName(incident, t) })}
    </Link>
  );
}
