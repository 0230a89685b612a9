import { Button, Field, Select } from "@fluentui/react-components";
import { AlertOutcome } from "@logdoctor/shared-policies";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { alertsQuery } from "../../../api/prevent-queries.ts";
import { useApi } from "../../../services.ts";
import { Card } from "../../../ui/card.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { Loading } from "../../../ui/loading.tsx";
import { ProblemPanel } from "../../../ui/problem-panel.tsx";
import { AlertLogTable } from "./alert-log-table.tsx";

/** Alerts so far, the newest first: each that was sent, and each that was held back with the reason. */
export function AlertLogCard(): ReactNode {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<AlertOutcome>();
  const query = useInfiniteQuery(alertsQuery(useApi(), outcome));
  const alerts = query.data?.pages.flatMap((page) => page.items);
  return (
    <Card title={t("preventAlerts.log.title")}>
      <Field label={t("prevent.told.outcome")} style={{ maxWidth: 280, marginBottom: 12 }}>
        <Select value={outcome ?? ""} onChange={(_, { value }) => setOutcome(AlertOutcome.safeParse(value).data)}>
          <option value="">{t("preventAlerts.log.all")}</option>
          {AlertOutcome.options.map((one) => (
            <option key={one} value={one}>
              {t(`prevent.told.${one}`)}
            </option>
          ))}
        </Select>
      </Field>
      {query.isPending ? <Loading /> : null}
      {query.isError ? <ProblemPanel error={query.error} onRetry={() => void query.refetch()} /> : null}
      {alerts?.length === 0 ? (
        <EmptyState title={t("preventAlerts.log.emptyTitle")} body={t("preventAlerts.log.emptyBody")} />
      ) : null}
      {alerts === undefined || alerts.length === 0 ? null : <AlertLogTable alerts={alerts} />}
      {query.hasNextPage ? (
        <Button disabledFocusable={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t("detect.more")}
        </Button>
      ) : null}
    </Card>
  );
}
