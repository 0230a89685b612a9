import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "../../../../ui/page.tsx";
import { RuleEditorView } from "./rule-editor-view.tsx";

export function NewRulePage(): ReactNode {
  const { t } = useTranslation();
  return (
    <Page title={t("preventRules.newTitle")}>
      <RuleEditorView />
    </Page>
  );
}
