import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { policyQuery } from "../../../api/queries.ts";
import { useApi } from "../../../services.ts";
import { Page } from "../../../ui/page.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { PolicyEditorView } from "./policy-editor-view.tsx";

/** The version that was read when the page opened stays the base of the edits; later reads do not replace it. */
export function EditPolicyPage(): ReactNode {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/retain/policies/edit/$id" });
  const query = useQuery({ ...policyQuery(useApi(), id), refetchOnWindowFocus: false });
  return (
    <QueryView query={query}>
      {(policy) => (
        <Page key={id} title={t("policies.editTitle", { name: policy.policyName })}>
          <PolicyEditorView start={policy} />
        </Page>
      )}
    </QueryView>
  );
}
