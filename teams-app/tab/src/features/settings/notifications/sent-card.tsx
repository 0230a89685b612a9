import { Button, Field, Select } from "@fluentui/react-components";
import { Notification } from "@logdoctor/shared-policies";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { notificationsQuery } from "../../../api/notify-queries.ts";
import { useApi } from "../../../services.ts";
import { Card } from "../../../ui/card.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { Loading } from "../../../ui/loading.tsx";
import { ProblemPanel } from "../../../ui/problem-panel.tsx";
import { SentTable } from "./sent-table.tsx";

const State = Notification.shape.state;
type Wanted = Notification["state"] | undefined;

/** What was sent, is waiting, or could not be delivered. */
export function SentCard(): ReactNode {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState<Wanted>();
  return (
    <Card title={t("notify.sent.title")}>
      <Field label={t("notify.sent.filter")} style={{ maxWidth: 240, marginBottom: 12 }}>
        <Select
          value={wanted ?? ""}
          onChange={(_, { value }) => setWanted(value === "" ? undefined : State.parse(value))}
        >
          <option value="">{t("notify.sent.all")}</option>
          {State.options.map((state) => (
            <option key={state} value={state}>
              {t(`notify.sent.state.${state}`)}
            </option>
          ))}
        </Select>
      </Field>
      <SentList key={wanted ?? ""} wanted={wanted} />
    </Card>
  );
}

function SentList({ wanted }: { readonly wanted: Wanted }): ReactNode {
  const { t } = useTranslation();
  const query = useInfiniteQuery(notificationsQuery(useApi(), wanted));
  if (query.data === undefined) {
    return query.isError ? <ProblemPanel error={query.error} onRetry={() => void query.refetch()} /> : <Loading />;
  }
  const items = query.data.pages.flatMap((page) => page.items);
  if (items.length === 0 && wanted !== undefined) return <p>{t("notify.sent.noneInState")}</p>;
  if (items.length === 0) return <EmptyState title={t("notify.sent.emptyTitle")} body={t("notify.sent.emptyBody")} />;
  return (
    <>
      {query.isError ? <ProblemPanel error={query.error} onRetry={() => void query.refetch()} /> : null}
      <SentTable items={items} />
      {query.hasNextPage ? (
        <Button disabledFocusable={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t("notify.sent.more")}
        </Button>
      ) : null}
    </>
  );
}
