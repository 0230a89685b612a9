import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { preventionRulesQuery } from "../../../../api/prevent-queries.ts";
import { useApi } from "../../../../services.ts";
import { ButtonLink } from "../../../../ui/button-link.tsx";
import { EmptyState } from "../../../../ui/empty-state.tsx";
import { Page } from "../../../../ui/page.tsx";
import { QueryView } from "../../../../ui/query-view.tsx";
import { RuleEditorView } from "./rule-editor-view.tsx";

/** The version that was read when the page opened stays the base of the edits; later reads do not replace it. */
export function EditRulePage(): ReactNode {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/prevent/rules/edit/$id" });
  const query = useQuery({ ...preventionRulesQuery(useApi()), refetchOnWindowFocus: false });
  return (
    <QueryView query={query}>
      {(rules) => {
        const rule = rules.find((one) => one.id === id && one.origin === "custom");
        if (rule === undefined) return <Gone />;
        return (
          <Page key={id} title={t("preventRules.editNamed", { name: rule.ruleName })}>
            <RuleEditorView start={rule} />
          </Page>
        );
      }}
    </QueryView>
  );
}

function Gone(): ReactNode {
  const { t } = useTranslation();
  const action = <ButtonLink to="/prevent/rules">{t("preventRules.title")}</ButtonLink>;
  return (
    <Page title={t("preventRules.edit")}>
      <EmptyState title={t("preventRules.gone")} body={t("shell.notFoundBody")} action={action} />
    </Page>
  );
}
