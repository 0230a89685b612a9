import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { filterRulesQuery } from "../../../api/filter-queries.ts";
import { useCanEdit } from "../../../api/use-can-edit.ts";
import { useApi } from "../../../services.ts";
import { ButtonLink } from "../../../ui/button-link.tsx";
import { Page } from "../../../ui/page.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { RuleLists } from "./rule-lists.tsx";
import { TemplatesCard } from "./templates-card.tsx";

/** Every rule, table by table, in the order in which rows meet them. */
export function RulesPage(): ReactNode {
  const { t } = useTranslation();
  const canEdit = useCanEdit();
  const query = useQuery(filterRulesQuery(useApi()));
  const add = (
    <ButtonLink to="/filter/rules/new" search={{}} look="primary">
      {t("filter.list.add")}
    </ButtonLink>
  );
  return (
    <Page title={t("filter.list.title")} actions={canEdit ? add : undefined}>
      <p className="ld-lead">{t("filter.list.lead")}</p>
      {canEdit ? null : <p className="ld-muted">{t("filter.readOnly")}</p>}
      <QueryView query={query}>
        {(rules) => (
          <>
            <RuleLists rules={rules} />
            {rules.length === 0 ? <TemplatesCard canEdit={canEdit} /> : null}
          </>
        )}
      </QueryView>
    </Page>
  );
}
