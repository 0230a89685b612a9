import type { Alert } from "@logdoctor/shared-policies";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { findingsQuery } from "../../../api/prevent-queries.ts";
import { useFormat } from "../../../preferences.ts";
import { useApi } from "../../../services.ts";
import { type Column, DataTable } from "../../../ui/data-table.tsx";
import { AlertOutcomeText } from "../words/alert-outcome.tsx";
import { findingName } from "../words/finding-name.ts";
import { useTeamName } from "../words/use-team-name.ts";

export function AlertLogTable({ alerts }: { readonly alerts: readonly Alert[] }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const teamName = useTeamName();
  const columns: Column<Alert>[] = [
    { key: "when", header: t("prevent.told.when"), cell: ({ sentAt }) => format.instant(sentAt) },
    { key: "outcome", header: t("prevent.told.outcome"), cell: (alert) => <AlertOutcomeText alert={alert} /> },
    { key: "team", header: t("prevent.told.team"), cell: ({ teamId }) => teamName(teamId) },
    { key: "findings", header: t("prevent.findings"), cell: (alert) => <Findings alert={alert} /> },
  ];
  return (
    <DataTable
      caption={t("preventAlerts.log.title")}
      captionHidden
      columns={columns}
      rows={alerts}
      rowKey={({ id }) => id}
    />
  );
}

const mostNamed = 3;

/** The first findings of an alert by their names, and how many more there are. */
function Findings({ alert: { findingIds, violationCount } }: { readonly alert: Alert }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const known = useQuery(findingsQuery(useApi(), "all")).data?.items ?? [];
  const named = known.filter(({ id }) => findingIds.includes(id)).slice(0, mostNamed);
  const more = Math.max(violationCount, findingIds.length) - named.length;
  return (
    <ul style={{ display: "grid", gap: 4, margin: 0, padding: 0, listStyle: "none" }}>
      {named.map((finding) => (
        <li key={finding.id}>
          <Link className="ld-link" to="/prevent/findings/$id" params={{ id: finding.id }}>
            <bdi>{findingName(finding, t)}</bdi>
          </Link>
        </li>
      ))}
      {more === 0 ? null : (
        <li className="ld-muted">
          {t(named.length === 0 ? "preventAlerts.log.count" : "preventAlerts.log.more", {
            number: format.number(more),
          })}
        </li>
      )}
    </ul>
  );
}
