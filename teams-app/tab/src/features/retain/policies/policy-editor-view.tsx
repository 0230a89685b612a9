import { Button, MessageBar, MessageBarBody } from "@fluentui/react-components";
import { ProblemError, type StoredRetentionPolicy } from "@logdoctor/shared-policies";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, type SubmitEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAnnounce } from "../../../ui/announcer.tsx";
import { ButtonLink } from "../../../ui/button-link.tsx";
import { focusFirstInvalid } from "../../../ui/focus-first-invalid.ts";
import { ProblemPanel } from "../../../ui/problem-panel.tsx";
import { type CheckedForm, checkForm } from "./check-form.ts";
import { type Complaints, joinComplaints } from "./complaint.ts";
import { ConflictNote } from "./conflict-note.tsx";
import { fieldProblems } from "./field-problems.ts";
import { PolicyFormView } from "./policy-form-view.tsx";
import { PreviewCard } from "./preview-card.tsx";
import { usePolicyEditor } from "./use-policy-editor.ts";
import { usePreview } from "./use-preview.ts";

/** The form of a policy beside what it would change. */
export function PolicyEditorView({ start }: { readonly start?: StoredRetentionPolicy }): ReactNode {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const navigate = useNavigate();
  const formElement = useRef<HTMLFormElement>(null);
  const [tried, setTried] = useState(false);
  const editor = usePolicyEditor(start, (saved) => {
    announce(t("policies.saved", { name: saved.policyName }));
    void navigate({ to: "/retain/policies" });
  });
  const checked = checkForm(editor.form);
  const preview = usePreview(editor.id, checked.policy);
  const complaints = joinComplaints(
    tried || start !== undefined ? (checked.complaints ?? {}) : {},
    preview.complaints,
    refusalOf(editor.error, checked),
  );
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    if (checked.policy !== undefined) editor.save(checked.policy);
    else focusFirstInvalid(formElement.current);
  };
  return (
    <form ref={formElement} className="ld-editor" noValidate onSubmit={submit}>
      <div>
        <ConflictNote editor={editor} />
        <PolicyFormView form={editor.form} onChange={editor.setForm} complaints={complaints} />
        {editor.error === null ? null : <ProblemPanel error={editor.error} />}
        {tried ? <Summary complaints={complaints} /> : null}
        <div className="ld-row">
          <Button type="submit" appearance="primary" disabledFocusable={editor.busy || editor.state === "conflict"}>
            {t("policies.save")}
          </Button>
          <ButtonLink to="/retain/policies">{t("shell.cancel")}</ButtonLink>
        </div>
      </div>
      <div className="ld-editor-side">
        <PreviewCard preview={preview} />
      </div>
    </form>
  );
}

function Summary({ complaints }: { readonly complaints: Complaints }): ReactNode {
  const { t } = useTranslation();
  const count = Object.keys(complaints).length;
  if (count === 0) return null;
  return (
    <MessageBar intent="error" style={{ marginBottom: 12 }}>
      <MessageBarBody>{t("policies.form.fix", { count })}</MessageBarBody>
    </MessageBar>
  );
}

/** What the service refused when saving, at its fields. */
function refusalOf(error: unknown, checked: CheckedForm): Complaints {
  if (!(error instanceof ProblemError) || checked.policy === undefined) return {};
  return fieldProblems(error.problem.errors ?? [], checked.policy).complaints;
}
