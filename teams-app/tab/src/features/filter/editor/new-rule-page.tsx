import { useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useServices } from "../../../services.ts";
import { Page } from "../../../ui/page.tsx";
import { templates } from "../rules/templates.ts";
import { RuleEditorView } from "./rule-editor-view.tsx";
import { newRuleForm } from "./rule-form.ts";

/** A new rule, empty or from the template that the address names. */
export function NewRulePage(): ReactNode {
  const { t } = useTranslation();
  const now = useServices().clock();
  const { template } = useSearch({ from: "/filter/rules/new" });
  const form = newRuleForm(now, template === undefined ? undefined : templates[template]);
  return (
    <Page title={t("filterEditor.newTitle")}>
      <p className="ld-lead">{t("filterEditor.newLead")}</p>
      <RuleEditorView key={template} start={{ form }} />
    </Page>
  );
}
