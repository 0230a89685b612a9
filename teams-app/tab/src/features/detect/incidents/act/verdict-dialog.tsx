import { Field, Radio, RadioGroup, Textarea } from "@fluentui/react-components";
import { type StoredIncident, Verdict } from "@logdoctor/shared-policies";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAnnounce } from "../../../../ui/announcer.tsx";
import { ConfirmDialog } from "../../../../ui/confirm-dialog.tsx";
import { ConflictNote } from "./conflict-note.tsx";
import { useIncidentChange } from "./use-incident-change.ts";

interface Props {
  readonly incident: StoredIncident;
  readonly onClose: () => void;
}

interface Form {
  readonly verdict: Verdict | undefined;
  readonly reason: string;
}

/** Asks what the incident was, and why one thinks so. */
export function VerdictDialog({ incident, onClose }: Props): ReactNode {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const [form, setForm] = useState<Form>({ verdict: incident.verdict?.verdict, reason: "" });
  const [tried, setTried] = useState(false);
  const editor = useIncidentChange(incident, () => {
    announce(t("incidents.verdict.settled"));
    onClose();
  });
  const blocked = editor.busy || editor.conflict !== undefined;
  const confirm = (): void => {
    setTried(true);
    const reason = form.reason.trim();
    if (!blocked && form.verdict !== undefined && reason.length >= shortestReason)
      editor.send({ verdict: form.verdict, reason });
  };
  return (
    <ConfirmDialog
      title={t("incidents.verdict.question")}
      confirm={t("incidents.verdict.settle")}
      busy={blocked}
      error={editor.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      {editor.conflict === undefined ? null : <ConflictNote changes={editor.conflict} onTakeNewer={editor.takeNewer} />}
      <VerdictFields form={form} onChange={setForm} tried={tried} />
    </ConfirmDialog>
  );
}

const shortestReason = 3;

interface FieldsProps {
  readonly form: Form;
  readonly onChange: (form: Form) => void;
  readonly tried: boolean;
}

function VerdictFields({ form, onChange, tried }: FieldsProps): ReactNode {
  const { t } = useTranslation();
  const choose = tried && form.verdict === undefined ? { validationMessage: t("incidents.verdict.choose") } : {};
  const short = tried && form.reason.trim().length < shortestReason;
  return (
    <div style={{ display: "grid", gap: 12 }}>
      <Field label={t("incidents.verdict.title")} required {...choose}>
        <RadioGroup
          value={form.verdict ?? ""}
          onChange={(_, { value }) => onChange({ ...form, verdict: Verdict.parse(value) })}
        >
          {Verdict.options.map((verdict) => (
            <Radio key={verdict} value={verdict} label={t(`incidents.verdict.${verdict}`)} />
          ))}
        </RadioGroup>
      </Field>
      <Field
        label={t("detect.reasonLabel")}
        required
        {...(short ? { validationMessage: t("detect.reasonShort") } : {})}
      >
        <Textarea
          value={form.reason}
          maxLength={1000}
          onChange={(_, { value }) => onChange({ ...form, reason: value })}
        />
      </Field>
    </div>
  );
}
