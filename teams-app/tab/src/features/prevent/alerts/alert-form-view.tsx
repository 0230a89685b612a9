import { Button, MessageBar, MessageBarBody } from "@fluentui/react-components";
import { type ReactNode, type SubmitEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ConflictBar } from "../../../ui/conflict-bar.tsx";
import { focusFirstInvalid } from "../../../ui/focus-first-invalid.ts";
import { ProblemPanel } from "../../../ui/problem-panel.tsx";
import { type AlertComplaints, complaintsOf } from "./alert-complaints.ts";
import type { AlertForm } from "./alert-form.ts";
import { LimitsCard } from "./limits-card.tsx";
import { RoutesCard } from "./routes-card.tsx";
import { TeamsCard } from "./teams-card.tsx";
import type { AlertEditor } from "./use-alert-editor.ts";

/** What every part of the form gets. */
export interface FormPart {
  readonly form: AlertForm;
  readonly onChange: (form: AlertForm) => void;
  readonly complaints: AlertComplaints;
  readonly disabled: boolean;
}

interface Props {
  readonly editor: AlertEditor;
  readonly canEdit: boolean;
}

/** Teams, routes and limits, saved together. Complaints come when a save was tried. */
export function AlertFormView({ editor, canEdit }: Props): ReactNode {
  const { t } = useTranslation();
  const element = useRef<HTMLFormElement>(null);
  const [tried, setTried] = useState(false);
  const found = complaintsOf(editor.form);
  const complaints = new Map([...editor.refused, ...(tried ? found : [])]);
  const blocked = !editor.changed || editor.busy || editor.conflict;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(found.size > 0);
    if (found.size > 0) focusFirstInvalid(element.current);
    else if (!blocked) editor.save();
  };
  const part: FormPart = { form: editor.form, onChange: editor.setForm, complaints, disabled: !canEdit };
  return (
    <form ref={element} onSubmit={submit} noValidate>
      {editor.conflict ? <ConflictBar busy={editor.busy} onReload={editor.reload} /> : null}
      <LimitsCard {...part} />
      <TeamsCard {...part} />
      <RoutesCard {...part} />
      {editor.error === null ? null : <ProblemPanel error={editor.error} />}
      <Summary count={complaints.size} />
      {canEdit ? (
        <div className="ld-row" style={{ marginBottom: 16 }}>
          <Button type="submit" appearance="primary" disabledFocusable={blocked}>
            {t("preventAlerts.save")}
          </Button>
        </div>
      ) : null}
    </form>
  );
}

function Summary({ count }: { readonly count: number }): ReactNode {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <MessageBar intent="error" style={{ marginBottom: 12 }}>
      <MessageBarBody>{t("preventAlerts.fix", { count })}</MessageBarBody>
    </MessageBar>
  );
}
