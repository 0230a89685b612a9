import { MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { type Run, RunId } from "@logdoctor/shared-policies";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { runQuery } from "../../../api/queries.ts";
import { useFormat } from "../../../preferences.ts";
import { useApi } from "../../../services.ts";
import { NotFound } from "../../../shell/not-found.tsx";
import { ButtonLink } from "../../../ui/button-link.tsx";
import { Card } from "../../../ui/card.tsx";
import { Facts } from "../../../ui/facts.tsx";
import { Page } from "../../../ui/page.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { RunStatusBadge } from "../../run-status/run-status-badge.tsx";
import { SavingsView } from "../../savings/savings-view.tsx";
import { totalOf } from "./run-totals.ts";
import { TableOutcomeCard } from "./table-outcome-card.tsx";

export function RunPage(): ReactNode {
  const { runId } = useParams({ from: "/retain/runs/$runId" });
  const id = RunId.safeParse(runId);
  return id.success ? <KnownRun runId={id.data} /> : <NotFound />;
}

function KnownRun({ runId }: { readonly runId: RunId }): ReactNode {
  const query = useQuery(runQuery(useApi(), runId));
  return <QueryView query={query}>{(run) => <RunDetail run={run} />}</QueryView>;
}

function RunDetail({ run }: { readonly run: Run }): ReactNode {
  const { t } = useTranslation();
  const title = t("runs.detailTitle", { when: useFormat().instant(run.executedAt) });
  const tables = run.retain?.tables ?? [];
  return (
    <Page title={title} actions={<ButtonLink to="/retain/runs">{t("runs.back")}</ButtonLink>}>
      <SummaryCard run={run} />
      {tables.length === 0 ? <p>{t("runs.noTables")}</p> : <h2>{t("runs.outcome")}</h2>}
      {tables.map((outcome) => (
        <TableOutcomeCard key={`${outcome.table} ${outcome.policyId}`} outcome={outcome} />
      ))}
      {run.retain === undefined ? null : (
        <Card title={t("runs.savings")}>
          <SavingsView savings={run.retain.savings} />
        </Card>
      )}
    </Page>
  );
}

function SummaryCard({ run }: { readonly run: Run }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card title={t("runs.summary")}>
      <Facts
        facts={[
          [t("runs.status"), <RunStatusBadge key="status" status={run.status} />],
          [t("runs.started"), format.instant(run.startedAt)],
          [t("runs.finished"), format.instant(run.executedAt)],
          [t("runs.attempts"), format.number(run.attempts)],
          [t("runs.archived"), format.number(totalOf(run, "archived"))],
          [t("runs.verified"), format.number(totalOf(run, "verified"))],
          [t("runs.shrunk"), format.number(totalOf(run, "shrunk"))],
          [t("runs.agent"), `${run.agentId} · ${run.agentVersion}`],
          [t("runs.bundle"), format.number(run.bundleVersion)],
        ]}
      />
      {run.errorMessage === undefined ? null : (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t("runs.error")}</MessageBarTitle>
            <span lang="en">{run.errorMessage}</span>
          </MessageBarBody>
        </MessageBar>
      )}
    </Card>
  );
}
