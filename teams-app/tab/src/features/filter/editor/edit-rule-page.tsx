import { MessageBar, MessageBarBody } from "@fluentui/react-components";
import { dropsRows } from "@logdoctor/shared-policies";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type FilterRuleDetail, filterRuleQuery } from "../../../api/filter-queries.ts";
import { useApi } from "../../../services.ts";
import { NotFound } from "../../../shell/not-found.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { Page } from "../../../ui/page.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { RuleEditorView } from "./rule-editor-view.tsx";
import { formOf, isEditable, isRuleId } from "./rule-form.ts";

export function EditRulePage(): ReactNode {
  const { id } = useParams({ from: "/filter/rules/edit/$id" });
  return isRuleId(id) ? <KnownRule key={id} id={id} /> : <NotFound />;
}

/** The version that was read when the page opened stays the base of the edits; later reads do not replace it. */
function KnownRule({ id }: { readonly id: string }): ReactNode {
  const { t } = useTranslation();
  const query = useQuery({ ...filterRuleQuery(useApi(), id), refetchInterval: false, refetchOnWindowFocus: false });
  return (
    <QueryView query={query}>
      {(rule) => (
        <Page title={t("filterEditor.editTitle", { name: rule.ruleName })}>
          <Editor rule={rule} />
        </Page>
      )}
    </QueryView>
  );
}

function Editor({ rule }: { readonly rule: FilterRuleDetail }): ReactNode {
  const { t } = useTranslation();
  const { state = "Draft", table } = rule;
  if (table === undefined || !isEditable(rule)) {
    return <EmptyState title={t("filterEditor.notHere")} body={t("filterEditor.notHereBody")} />;
  }
  return (
    <>
      {state === "Draft" ? null : (
        <MessageBar intent="warning" layout="multiline" style={{ marginBottom: 16 }}>
          <MessageBarBody>{t(dropsRows(state) ? "filterEditor.stops" : "filterEditor.again")}</MessageBarBody>
        </MessageBar>
      )}
      <RuleEditorView start={{ form: formOf(rule), rule: { ...rule, table } }} />
    </>
  );
}
