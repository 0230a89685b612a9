import { Field, Textarea } from "@fluentui/react-components";
import {
  type IncidentAction,
  type IncidentStatus,
  nextStatus,
  pathOf,
  type StoredIncident,
} from "@logdoctor/shared-policies";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAnnounce } from "../../../../ui/announcer.tsx";
import { ConfirmDialog } from "../../../../ui/confirm-dialog.tsx";
import { ConflictNote } from "./conflict-note.tsx";
import { useIncidentChange } from "./use-incident-change.ts";

interface Props {
  readonly incident: StoredIncident;
  readonly action: Exclude<IncidentAction, "open">;
  readonly onClose: () => void;
}

const longestReason = 1000;

/** Asks for the reason of a step, and takes it. */
export function ActionDialog({ incident, action, onClose }: Props): ReactNode {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const [reason, setReason] = useState("");
  const editor = useIncidentChange(incident, ({ status }) => {
    announce(t("incidents.actions.done", { status: t(`detect.status.${status}`) }));
    onClose();
  });
  const target = statusAfter(editor.base.status, action);
  const blocked = editor.busy || editor.conflict !== undefined || target === undefined;
  return (
    <ConfirmDialog
      title={t(`incidents.actions.${action}`)}
      confirm={t(`incidents.actions.${action}`)}
      busy={blocked}
      error={editor.error}
      onConfirm={() => (blocked ? undefined : editor.send({ action, reason: reason.trim() }))}
      onClose={onClose}
    >
      {editor.conflict === undefined ? (
        <Next from={editor.base.status} to={target} action={action} />
      ) : (
        <ConflictNote changes={editor.conflict} onTakeNewer={editor.takeNewer} />
      )}
      <Field
        label={t(action === "resolve" ? "incidents.actions.resolution" : "detect.reasonLabel")}
        hint={t("incidents.actions.optional")}
      >
        <Textarea value={reason} maxLength={longestReason} onChange={(_, { value }) => setReason(value)} />
      </Field>
    </ConfirmDialog>
  );
}

interface NextProps {
  readonly from: IncidentStatus;
  readonly to: IncidentStatus | undefined;
  readonly action: IncidentAction;
}

function Next({ from, to, action }: NextProps): ReactNode {
  const { t } = useTranslation();
  if (to === undefined) return <p role="alert">{t("incidents.actions.notAllowed")}</p>;
  return (
    <>
      <p>{t("incidents.actions.next", { from: t(`detect.status.${from}`), to: t(`detect.status.${to}`) })}</p>
      {action === "block" || action === "falsePositive" ? (
        <p className="ld-muted">{t(`incidents.actions.${action}Note`)}</p>
      ) : null}
    </>
  );
}

function statusAfter(status: IncidentStatus, action: IncidentAction): IncidentStatus | undefined {
  const path = pathOf(status, action);
  return path?.reduce<IncidentStatus>((at, step) => nextStatus(at, step) ?? at, status);
}
