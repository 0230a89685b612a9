import { Button, MessageBar, MessageBarBody } from "@fluentui/react-components";
import type { StoredPreventionRule } from "@logdoctor/shared-policies";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, type SubmitEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAnnounce } from "../../../../ui/announcer.tsx";
import { ButtonLink } from "../../../../ui/button-link.tsx";
import { ProblemPanel } from "../../../../ui/problem-panel.tsx";
import { KqlField } from "./kql-field.tsx";
import { NewerRuleNote } from "./newer-rule-note.tsx";
import { RuleFields, RuleOutcomeFields } from "./rule-fields.tsx";
import { checkRuleForm } from "./rule-form.ts";
import { useRuleEditor } from "./use-rule-editor.ts";
import "../../../retain/policies/policy-form-view.css";
import { focusFirstInvalid } from "../../../../ui/focus-first-invalid.ts";

/** The form of one of the tenant's own rules. */
export function RuleEditorView({ start }: { readonly start?: StoredPreventionRule }): ReactNode {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const navigate = useNavigate();
  const element = useRef<HTMLFormElement>(null);
  const [tried, setTried] = useState(false);
  const editor = useRuleEditor(start, ({ ruleName }) => {
    announce(t("preventRules.saved", { name: ruleName }));
    void navigate({ to: "/prevent/rules" });
  });
  const { rule, complaints: found } = checkRuleForm(editor.form);
  const complaints = { ...editor.refused, ...(tried ? found : {}) };
  const blocked = editor.busy || editor.newer !== undefined;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    if (rule === undefined) focusFirstInvalid(element.current);
    else if (!blocked) editor.save(rule);
  };
  const fields = { form: editor.form, onChange: editor.setForm, complaints };
  return (
    <form ref={element} noValidate onSubmit={submit} style={{ maxWidth: 860 }}>
      {editor.newer === undefined ? null : <NewerRuleNote newer={editor.newer} onTake={editor.takeNewer} />}
      <div className="ld-fields">
        <RuleFields {...fields} />
        <KqlField {...fields} />
        <RuleOutcomeFields {...fields} />
      </div>
      {editor.error === null ? null : <ProblemPanel error={editor.error} />}
      <Summary count={Object.keys(complaints).length} />
      <div className="ld-row">
        <Button type="submit" appearance="primary" disabledFocusable={blocked}>
          {t("preventRules.save")}
        </Button>
        <ButtonLink to="/prevent/rules">{t("shell.cancel")}</ButtonLink>
      </div>
    </form>
  );
}

function Summary({ count }: { readonly count: number }): ReactNode {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <MessageBar intent="error" style={{ margin: "12px 0" }}>
      <MessageBarBody>{t("preventRules.form.fix", { count })}</MessageBarBody>
    </MessageBar>
  );
}
