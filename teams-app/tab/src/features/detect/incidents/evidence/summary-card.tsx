import type { StoredIncident } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../../preferences.ts";
import { Card } from "../../../../ui/card.tsx";
import { Facts } from "../../../../ui/facts.tsx";
import { IncidentStatusBadge } from "../../words/incident-status-badge.tsx";
import { LogText } from "../../words/log-text.tsx";
import { SeverityBadge } from "../../words/severity-badge.tsx";

/** An incident at a glance. */
export function SummaryCard({ incident }: { readonly incident: StoredIncident }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const log = (text: string | undefined): ReactNode =>
    text === undefined || text === "" ? undefined : <LogText text={text} most={300} />;
  const word = (text: string): ReactNode => (text === "" ? undefined : text);
  return (
    <Card title={t("incidents.summary.title")}>
      <Facts
        facts={[
          [t("incidents.status"), <IncidentStatusBadge key="status" status={incident.status} />],
          [t("incidents.severity"), <SeverityBadge key="severity" severity={incident.severity} />],
          [t("incidents.summary.pattern"), `${incident.patternId} ${incident.patternVersion}`],
          [t("patterns.type"), t(`detect.type.${incident.detectionType}`)],
          [t("incidents.summary.source"), log(incident.sourceIP)],
          [t("incidents.summary.account"), log(incident.account)],
          [t("incidents.summary.host"), log(incident.host)],
          [t("incidents.summary.path"), log(incident.targetPath)],
          [t("incidents.summary.userAgent"), log(incident.userAgent)],
          [t("incidents.summary.table"), incident.table],
          [t("incidents.summary.firstSeen"), format.instant(incident.firstSeen)],
          [t("incidents.summary.lastSeen"), format.instant(incident.lastSeen)],
          [t("incidents.summary.requests"), format.number(incident.matchCount)],
          [t("incidents.summary.succeeded"), format.number(incident.succeeded)],
          [t("incidents.summary.score"), incident.score === undefined ? undefined : format.number(incident.score)],
          [t("incidents.summary.reopened"), incident.reopened === 0 ? undefined : format.number(incident.reopened)],
          [t("incidents.summary.team"), word(incident.assignedTeam)],
          [t("incidents.summary.resolution"), word(incident.resolution)],
        ]}
      />
    </Card>
  );
}
