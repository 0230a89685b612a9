import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { runsQuery } from "../../api/queries.ts";
import { useFormat } from "../../preferences.ts";
import { useApi } from "../../services.ts";
import { Card } from "../../ui/card.tsx";
import { Loading } from "../../ui/loading.tsx";
import { ProblemPanel } from "../../ui/problem-panel.tsx";
import { RunStatusBadge } from "../run-status/run-status-badge.tsx";
import "./last-runs-card.css";

const shown = 5;

/** The latest Retain runs, each a link to its details. */
export function LastRunsCard(): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const query = useInfiniteQuery(runsQuery(useApi(), "retain"));
  const runs = query.data?.pages.flatMap((page) => page.items).slice(0, shown);
  return (
    <Card title={t("overview.health.lastRuns")}>
      {query.isPending ? <Loading /> : null}
      {query.isError ? <ProblemPanel error={query.error} onRetry={() => void query.refetch()} /> : null}
      {runs?.length === 0 ? <p>{t("runs.emptyTitle")}</p> : null}
      <ul className="ld-list">
        {runs?.map((run) => (
          <li key={run.id} className="ld-row">
            <Link className="ld-link" to="/retain/runs/$runId" params={{ runId: run.id }}>
              {format.instant(run.executedAt)}
            </Link>
            <RunStatusBadge status={run.status} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
