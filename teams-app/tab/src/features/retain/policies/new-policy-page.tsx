import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "../../../ui/page.tsx";
import { PolicyEditorView } from "./policy-editor-view.tsx";

export function NewPolicyPage(): ReactNode {
  const { t } = useTranslation();
  return (
    <Page title={t("policies.newTitle")}>
      <PolicyEditorView />
    </Page>
  );
}
