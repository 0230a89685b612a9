import type { FindingAlert } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../preferences.ts";
import { Card } from "../../../ui/card.tsx";
import { type Column, DataTable } from "../../../ui/data-table.tsx";
import { AlertOutcomeText } from "../words/alert-outcome.tsx";
import { useTeamName } from "../words/use-team-name.ts";

/** What people were told of a finding, and what was held back and why; the newest first. */
export function ToldCard({ alerts }: { readonly alerts: readonly FindingAlert[] }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const teamName = useTeamName();
  const columns: Column<FindingAlert>[] = [
    { key: "when", header: t("prevent.told.when"), cell: ({ at }) => format.instant(at) },
    { key: "outcome", header: t("prevent.told.outcome"), cell: (alert) => <AlertOutcomeText alert={alert} /> },
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
