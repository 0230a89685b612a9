import type { StoredPreventionRule } from "@logdoctor/shared-policies";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { preventionRulesQuery } from "../../../api/prevent-queries.ts";
import { useCanEdit } from "../../../api/use-can-edit.ts";
import { useApi } from "../../../services.ts";
import { ButtonLink } from "../../../ui/button-link.tsx";
import { Card } from "../../../ui/card.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { Page } from "../../../ui/page.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { RuleTable } from "./rule-table.tsx";

/** Rules that ship with what this tenant set, and the tenant's own. */
export function RulesPage(): ReactNode {
  const { t } = useTranslation();
  const canEdit = useCanEdit();
  const query = useQuery(preventionRulesQuery(useApi()));
  const create = (
    <ButtonLink to="/prevent/rules/new" look="primary">
      {t("preventRules.create")}
    </ButtonLink>
  );
  return (
    <Page title={t("preventRules.title")} {...(canEdit ? { actions: create } : {})}>
      <p className="ld-lead">{t("preventRules.lead")}</p>
      {canEdit ? null : <p className="ld-muted">{t("preventRules.readOnly")}</p>}
      <QueryView query={query}>
        {(rules) => (
          <>
            <Rules of="shipped" rules={rules} canEdit={canEdit} />
            <Rules of="own" rules={rules} canEdit={canEdit} />
          </>
        )}
      </QueryView>
    </Page>
  );
}

interface Props {
  readonly of: "shipped" | "own";
  readonly rules: readonly StoredPreventionRule[];
  readonly canEdit: boolean;
}

function Rules({ of, rules, canEdit }: Props): ReactNode {
  const { t } = useTranslation();
  const shown = rules.filter(({ origin }) => (origin === "shipped") === (of === "shipped"));
  const title = t(`preventRules.${of}`);
  return (
    <Card title={title}>
      {shown.length === 0 ? (
        <EmptyState title={t(`preventRules.${of}EmptyTitle`)} body={t(`preventRules.${of}EmptyBody`)} />
      ) : (
        <RuleTable caption={title} rules={shown} canEdit={canEdit} />
      )}
    </Card>
  );
}
