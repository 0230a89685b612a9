import { Button } from "@fluentui/react-components";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type IncidentFilter, incidentsQuery } from "../../../api/detect-queries.ts";
import { useApi } from "../../../services.ts";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { Loading } from "../../../ui/loading.tsx";
import { ProblemPanel } from "../../../ui/problem-panel.tsx";
import { IncidentTable } from "./incident-table.tsx";
import { useIncidentNews } from "./use-incident-news.ts";

interface Props {
  readonly filter: IncidentFilter;
  readonly onShowAll: () => void;
}

/** The incidents that pass a filter, with what came while one looked at them. */
export function IncidentList({ filter, onShowAll }: Props): ReactNode {
  const { t } = useTranslation();
  const query = useInfiniteQuery(incidentsQuery(useApi(), filter));
  const incidents = useMemo(() => query.data?.pages.flatMap((page) => page.items), [query.data]);
  useIncidentNews(incidents);
  const filtered = filter.status !== undefined || filter.severity !== undefined;
  return (
    <>
      {query.isPending ? <Loading /> : null}
      {query.isError ? <ProblemPanel error={query.error} onRetry={() => void query.refetch()} /> : null}
      {incidents?.length === 0 ? <Nothing filtered={filtered} onShowAll={onShowAll} /> : null}
      {incidents === undefined || incidents.length === 0 ? null : <IncidentTable incidents={incidents} />}
      {query.hasNextPage ? (
        <Button disabledFocusable={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t("detect.more")}
        </Button>
      ) : null}
    </>
  );
}

function Nothing({ filtered, onShowAll }: { readonly filtered: boolean; readonly onShowAll: () => void }): ReactNode {
  const { t } = useTranslation();
  if (!filtered) return <EmptyState title={t("incidents.emptyTitle")} body={t("incidents.emptyBody")} />;
  const action = <Button onClick={onShowAll}>{t("incidents.showAll")}</Button>;
  return <EmptyState title={t("incidents.emptyTitle")} body={t("incidents.emptyFiltered")} action={action} />;
}
