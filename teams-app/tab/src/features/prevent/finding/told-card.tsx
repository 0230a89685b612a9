import type { FindingAlert } from "@logdoctor/shared-policies";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { alertSettingsQuery } from "../../../api/prevent-queries.ts";
import { useFormat } from "../../../preferences.ts";
import { useApi } from "../../../services.ts";
import { Card } from "../../../ui/card.tsx";
import { type Column, DataTable } from "../../../ui/data-table.tsx";
import { StatusBadge } from "../../../ui/status-badge.tsx";

/** What people were told of a finding, and what was held back and why; the newest first. */
export function ToldCard({ alerts }: { readonly alerts: readonly FindingAlert[] }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const teams = useQuery(alertSettingsQuery(useApi())).data?.teams ?? [];
  const teamName = (id: string): string => teams.find((team) => team.id === id)?.name ?? id;
  const columns: Column<FindingAlert>[] = [
    { key: "when", header: t("prevent.told.when"), cell: ({ at }) => format.instant(at) },
    { key: "outcome", header: t("prevent.told.outcome"), cell: (alert) => <Outcome alert={alert} /> },
    { key: "team", header: t("prevent.told.team"), cell: ({ teamId }) => teamName(teamId) },
  ];
  return (
    <Card title={t("prevent.told.title")}>
      {alerts.length === 0 ? (
        <p>{t("prevent.told.none")}</p>
      ) : (
        <DataTable
          caption={t("prevent.told.title")}
          captionHidden
          columns={columns}
          rows={alerts.toReversed()}
          rowKey={({ at, outcome, kind }) => `${at} ${outcome} ${kind}`}
        />
      )}
    </Card>
  );
}

const tones = { sent: "good", joined: "good", held: "waiting" } as const;

function Outcome({ alert: { outcome, kind, reason, until } }: { readonly alert: FindingAlert }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <span className="ld-row">
      <StatusBadge tone={tones[outcome]}>{t(`prevent.told.${outcome}`)}</StatusBadge>
      <span>
        {reason === undefined ? t(`prevent.told.kind.${kind}`) : t(`prevent.told.reason.${reason}`)}
        {until === undefined ? null : `. ${t("prevent.told.until", { when: format.instant(until) })}`}
      </span>
    </span>
  );
}
