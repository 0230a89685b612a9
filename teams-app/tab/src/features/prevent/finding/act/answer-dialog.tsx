import { Field, Input, Textarea } from "@fluentui/react-components";
import { type FindingAction, findingActionsOf } from "@logdoctor/shared-policies";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FindingDetail } from "../../../../api/prevent-queries.ts";
import { useServices } from "../../../../services.ts";
import { useAnnounce } from "../../../../ui/announcer.tsx";
import { ConfirmDialog } from "../../../../ui/confirm-dialog.tsx";
import { type AnswerForm, checkAnswer } from "./answer-form.ts";
import { ChangedNote } from "./changed-note.tsx";
import { useFindingAnswer } from "./use-finding-answer.ts";

interface Props {
  readonly finding: FindingDetail;
  readonly action: FindingAction;
  readonly onClose: () => void;
}

/** Asks for the reason of an answer, and takes it. */
export function AnswerDialog({ finding, action, onClose }: Props): ReactNode {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const now = useServices().clock();
  const [form, setForm] = useState<AnswerForm>({ reason: "", until: "" });
  const [tried, setTried] = useState(false);
  const editor = useFindingAnswer(finding, (saved) => {
    const done = t("prevent.answer.done", { state: t(`prevent.state.${saved.state}`) });
    announce(action === "acknowledge" ? t("prevent.answer.acknowledged") : done);
    onClose();
  });
  const { body, wrong } = checkAnswer(action, form, now);
  const allowed = findingActionsOf(editor.base.state).includes(action);
  const blocked = editor.busy || editor.newer !== undefined || !allowed;
  const confirm = (): void => {
    setTried(true);
    if (!blocked && body !== undefined) editor.send(body);
  };
  return (
    <ConfirmDialog
      title={t(`prevent.answer.${action}`)}
      confirm={t(`prevent.answer.${action}`)}
      busy={blocked}
      error={editor.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      {editor.newer === undefined ? null : <ChangedNote newer={editor.newer} onTake={editor.takeNewer} />}
      {allowed ? <p>{t(`prevent.answer.${action}Note`)}</p> : <p role="alert">{t("prevent.answer.notAllowed")}</p>}
      <Fields action={action} form={form} onChange={setForm} wrong={tried ? wrong : {}} />
    </ConfirmDialog>
  );
}

interface FieldsProps {
  readonly action: FindingAction;
  readonly form: AnswerForm;
  readonly onChange: (form: AnswerForm) => void;
  readonly wrong: { readonly reason?: boolean; readonly until?: boolean };
}

function Fields({ action, form, onChange, wrong }: FieldsProps): ReactNode {
  const { t } = useTranslation();
  const ignores = action === "ignore";
  return (
    <div style={{ display: "grid", gap: 12 }}>
      <Field
        label={t("detect.reasonLabel")}
        required={ignores}
        {...(ignores ? {} : { hint: t("prevent.answer.optional") })}
        {...(wrong.reason === true ? { validationMessage: t("detect.reasonShort") } : {})}
      >
        <Textarea
          value={form.reason}
          maxLength={1000}
          onChange={(_, { value }) => onChange({ ...form, reason: value })}
        />
      </Field>
      {ignores ? (
        <Field
          label={t("prevent.answer.until")}
          hint={t("prevent.answer.untilHint")}
          {...(wrong.until === true ? { validationMessage: t("prevent.answer.untilPast") } : {})}
        >
          <Input type="date" value={form.until} onChange={(_, { value }) => onChange({ ...form, until: value })} />
        </Field>
      ) : null}
    </div>
  );
}
