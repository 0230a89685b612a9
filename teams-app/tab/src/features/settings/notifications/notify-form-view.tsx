import { Button } from "@fluentui/react-components";
import { type ReactNode, type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ConflictBar } from "../../../ui/conflict-bar.tsx";
import { ProblemPanel } from "../../../ui/problem-panel.tsx";
import { BotCard } from "./bot-card.tsx";
import { complaintsOf, isSound, type NotifyComplaints, type NotifyForm } from "./notify-form.ts";
import { RespondersCard } from "./responders-card.tsx";
import type { NotifyEditor } from "./use-notify-editor.ts";
import { WebhookCard } from "./webhook-card.tsx";
import { WishesCard } from "./wishes-card.tsx";

/** What every part of the form gets. */
export interface FormPart {
  readonly form: NotifyForm;
  readonly onChange: (form: NotifyForm) => void;
  readonly complaints: NotifyComplaints;
  readonly disabled: boolean;
}

const none: NotifyComplaints = { severities: false, webhookUrl: false, names: [], objectIds: [] };

interface Props {
  readonly editor: NotifyEditor;
  readonly canEdit: boolean;
}

/** Channels, what is told, and who may act, saved together. Complaints come when a save was tried. */
export function NotifyFormView({ editor, canEdit }: Props): ReactNode {
  const { t } = useTranslation();
  const [tried, setTried] = useState(false);
  const { form, base, setForm } = editor;
  const complaints = complaintsOf(form);
  const blocked = !editor.changed || editor.busy || editor.conflict;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const sound = isSound(complaints);
    setTried(!sound);
    if (sound && !blocked) editor.save();
  };
  const part: FormPart = { form, onChange: setForm, complaints: tried ? complaints : none, disabled: !canEdit };
  return (
    <form onSubmit={submit} noValidate>
      {editor.conflict ? <ConflictBar busy={editor.busy} onReload={editor.reload} /> : null}
      <BotCard {...part} settings={base} />
      <div className="ld-columns">
        <WebhookCard {...part} webhook={base.webhook} refused={editor.webhookRefused} />
        <WishesCard {...part} />
      </div>
      <RespondersCard {...part} />
      {editor.error === null ? null : <ProblemPanel error={editor.error} />}
      {canEdit ? (
        <div className="ld-row" style={{ marginBottom: 16 }}>
          <Button type="submit" appearance="primary" disabledFocusable={blocked}>
            {t("settings.save")}
          </Button>
        </div>
      ) : null}
    </form>
  );
}
