import { Button } from "@fluentui/react-components";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { exceptionsQuery } from "../../../api/detect-queries.ts";
import { useCanEdit } from "../../../api/use-can-edit.ts";
import { useApi } from "../../../services.ts";
import { Card } from "../../../ui/card.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { Loading } from "../../../ui/loading.tsx";
import { Page } from "../../../ui/page.tsx";
import { ProblemPanel } from "../../../ui/problem-panel.tsx";
import { ExceptionTable } from "./exception-table.tsx";

/** What is not to be reported again: proposed, accepted, and rejected. */
export function ExceptionsPage(): ReactNode {
  const { t } = useTranslation();
  const canDecide = useCanEdit();
  const query = useInfiniteQuery(exceptionsQuery(useApi()));
  const exceptions = query.data?.pages.flatMap((page) => page.items);
  return (
    <Page title={t("exceptions.title")}>
      <p className="ld-lead">{t("exceptions.lead")}</p>
      {canDecide ? null : <p className="ld-muted">{t("exceptions.readOnly")}</p>}
      <Card title={t("detect.exceptions")}>
        {query.isPending ? <Loading /> : null}
        {query.isError ? <ProblemPanel error={query.error} onRetry={() => void query.refetch()} /> : null}
        {exceptions?.length === 0 ? (
          <EmptyState title={t("exceptions.emptyTitle")} body={t("exceptions.emptyBody")} />
        ) : null}
        {exceptions === undefined || exceptions.length === 0 ? null : (
          <ExceptionTable exceptions={exceptions} canDecide={canDecide} />
        )}
        {query.hasNextPage ? (
          <Button disabledFocusable={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t("detect.more")}
          </Button>
        ) : null}
      </Card>
    </Page>
  );
}
