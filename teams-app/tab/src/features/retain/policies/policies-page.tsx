import { MessageBar, MessageBarBody } from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { meQuery, policiesQuery } from "../../../api/queries.ts";
import { useCanEdit } from "../../../api/use-can-edit.ts";
import { useApi } from "../../../services.ts";
import { ButtonLink } from "../../../ui/button-link.tsx";
import { Card } from "../../../ui/card.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { Page } from "../../../ui/page.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { PolicyTable } from "./policy-table.tsx";

export function PoliciesPage(): ReactNode {
  const { t } = useTranslation();
  const canEdit = useCanEdit();
  const query = useQuery(policiesQuery(useApi()));
  return (
    <Page title={t("policies.title")} actions={canEdit ? <CreateLink /> : undefined}>
      <ReaderNote />
      <Card title={t("policies.tab")}>
        <QueryView query={query}>
          {(policies) => (policies.length === 0 ? <NoPolicy canEdit={canEdit} /> : <PolicyTable policies={policies} />)}
        </QueryView>
      </Card>
    </Page>
  );
}

function CreateLink(): ReactNode {
  const { t } = useTranslation();
  return (
    <ButtonLink to="/retain/policies/new" look="primary" icon={<AddRegular />}>
      {t("policies.create")}
    </ButtonLink>
  );
}

function NoPolicy({ canEdit }: { readonly canEdit: boolean }): ReactNode {
  const { t } = useTranslation();
  const body = canEdit ? t("policies.emptyBody") : `${t("policies.emptyBody")} ${t("policies.emptyReader")}`;
  return <EmptyState title={t("policies.emptyTitle")} body={body} action={canEdit ? <CreateLink /> : undefined} />;
}

function ReaderNote(): ReactNode {
  const { t } = useTranslation();
  const me = useQuery(meQuery(useApi()));
  if (me.data === undefined || me.data.roles.includes("admin")) return null;
  return (
    <MessageBar intent="info" style={{ marginBottom: 16 }}>
      <MessageBarBody>{t("shell.readOnly")}</MessageBarBody>
    </MessageBar>
  );
}
