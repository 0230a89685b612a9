import { Button } from "@fluentui/react-components";
import type { Run } from "@logdoctor/shared-policies";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { runsQuery } from "../../../api/queries.ts";
import { useFormat } from "../../../preferences.ts";
import { useApi } from "../../../services.ts";
import { Card } from "../../../ui/card.tsx";
import { type Column, DataTable } from "../../../ui/data-table.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { Loading } from "../../../ui/loading.tsx";
import { Page } from "../../../ui/page.tsx";
import { ProblemPanel } from "../../../ui/problem-panel.tsx";
import { RunStatusBadge } from "../../run-status/run-status-badge.tsx";
import { totalOf } from "./run-totals.ts";

export function RunsPage(): ReactNode {
  const { t } = useTranslation();
  const query = useInfiniteQuery(runsQuery(useApi(), "retain"));
  const runs = query.data?.pages.flatMap((page) => page.items);
  return (
    <Page title={t("runs.title")}>
      <Card title={t("runs.tab")}>
        {query.isPending ? <Loading /> : null}
        {query.isError ? <ProblemPanel error={query.error} onRetry={() => void query.refetch()} /> : null}
        {runs?.length === 0 ? <EmptyState title={t("runs.emptyTitle")} body={t("runs.emptyBody")} /> : null}
        {runs === undefined || runs.length === 0 ? null : <RunTable runs={runs} />}
        {query.hasNextPage ? (
          <Button disabledFocusable={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t("runs.more")}
          </Button>
        ) : null}
      </Card>
    </Page>
  );
}

function RunTable({ runs }: { readonly runs: readonly Run[] }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const count = (field: "archived" | "shrunk") => (run: Run) => format.number(totalOf(run, field));
  const columns: Column<Run>[] = [
    { key: "finished", header: t("runs.finished"), cell: (run) => <RunLink run={run} /> },
    { key: "status", header: t("runs.status"), cell: (run) => <RunStatusBadge status={run.status} /> },
    { key: "tables", header: t("runs.tables"), cell: (run) => run.retain?.tables.length ?? 0, numeric: true },
    { key: "archived", header: t("runs.rowsArchived"), cell: count("archived"), numeric: true },
    { key: "shrunk", header: t("runs.rowsShrunk"), cell: count("shrunk"), numeric: true },
    {
      key: "saved",
      header: t("runs.saved"),
      cell: (run) => (run.retain === undefined ? "–" : format.money(run.retain.savings.savedPerMonth)),
      numeric: true,
    },
  ];
  return <DataTable caption={t("runs.title")} captionHidden columns={columns} rows={runs} rowKey={(run) => run.id} />;
}

function RunLink({ run }: { readonly run: Run }): ReactNode {
  return (
    <Link className="ld-link" to="/retain/runs/$runId" params={{ runId: run.id }}>
      {useFormat().instant(run.executedAt)}
    </Link>
  );
}
