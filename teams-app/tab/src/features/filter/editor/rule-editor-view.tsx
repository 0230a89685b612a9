import { Button } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, type SubmitEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { filterCheckQuery } from "../../../api/filter-queries.ts";
import { useCanEdit } from "../../../api/use-can-edit.ts";
import { useApi } from "../../../services.ts";
import { useAnnounce } from "../../../ui/announcer.tsx";
import { ButtonLink } from "../../../ui/button-link.tsx";
import { ProblemPanel } from "../../../ui/problem-panel.tsx";
import { CheckCard } from "./check-card.tsx";
import { NewerNote } from "./newer-note.tsx";
import { RuleFields } from "./rule-fields.tsx";
import { checkRuleForm, type RuleForm } from "./rule-form.ts";
import { type EditedRule, useRuleEditor } from "./use-rule-editor.ts";
import "./rule-editor.css";
import { focusFirstInvalid } from "../../../ui/focus-first-invalid.ts";

interface Props {
  readonly start: { readonly form: RuleForm; readonly rule?: EditedRule };
}

/** The form of a rule beside what it becomes. */
export function RuleEditorView({ start }: Props): ReactNode {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const navigate = useNavigate();
  const api = useApi();
  const canEdit = useCanEdit();
  const element = useRef<HTMLFormElement>(null);
  const [tried, setTried] = useState(false);
  const editor = useRuleEditor(start, ({ id, ruleName }) => {
    announce(t("filterEditor.saved", { name: ruleName }));
    void navigate({ to: "/filter/rules/one/$id", params: { id } });
  });
  const { base, form } = editor;
  const { draft, checkable, wrong } = checkRuleForm(form, base?.expiresAt);
  const named = checkable === undefined || base === undefined ? checkable : { ...checkable, id: base.id };
  const check = useQuery(filterCheckQuery(api, named));
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    if (draft === undefined) focusFirstInvalid(element.current);
    else if (!editor.busy && editor.state !== "conflict") editor.save(draft);
  };
  return (
    <form ref={element} className="ld-rule-editor" noValidate onSubmit={submit}>
      <div>
        <NewerNote editor={editor} />
        <RuleFields form={form} onChange={editor.setForm} wrong={tried ? wrong : []} />
        {editor.error === null ? null : <ProblemPanel error={editor.error} />}
        <div className="ld-row">
          <Button
            type="submit"
            appearance="primary"
            disabledFocusable={!canEdit || editor.busy || editor.state === "conflict"}
          >
            {t("filterEditor.save")}
          </Button>
          <ButtonLink to="/filter/rules">{t("shell.cancel")}</ButtonLink>
        </div>
      </div>
      <div className="ld-rule-editor-side">
        <CheckCard check={check} asked={named} ruleName={form.ruleName} />
      </div>
    </form>
  );
}
