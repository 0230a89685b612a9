import { Button, MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { availableJobs, type Settings } from "@logdoctor/shared-policies";
import { type ReactNode, type SubmitEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../preferences.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { ProblemPanel } from "../../ui/problem-panel.tsx";
import { JobCard } from "./job-card.tsx";
import { type SettingsEditor, useSettingsEditor } from "./use-settings-editor.ts";

interface Props {
  readonly start: Settings;
  readonly canEdit: boolean;
}

/** The settings of every job that this version has, saved together. */
export function SettingsForm({ start, canEdit }: Props): ReactNode {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const editor = useSettingsEditor(start, {
    saved: () => announce(t("settings.saved")),
    reloaded: () => announce(t("settings.reloaded")),
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (editor.changed && !editor.busy && !editor.conflict) editor.save();
  };
  return (
    <form onSubmit={submit}>
      {editor.conflict ? <ConflictBar editor={editor} /> : null}
      {availableJobs.map((job) => (
        <JobCard
          key={job}
          job={job}
          settings={editor.jobs[job]}
          disabled={!canEdit}
          onChange={(changed) => editor.setJobs({ ...editor.jobs, [job]: changed })}
        />
      ))}
      {editor.error === null ? null : <ProblemPanel error={editor.error} />}
      {canEdit ? (
        <div className="ld-row">
          <Button
            type="submit"
            appearance="primary"
            disabledFocusable={!editor.changed || editor.busy || editor.conflict}
          >
            {t("settings.save")}
          </Button>
        </div>
      ) : null}
      <LastChange settings={editor.base} />
    </form>
  );
}

/** Takes the focus, because the save that was asked for did not happen. */
function ConflictBar({ editor }: { readonly editor: SettingsEditor }): ReactNode {
  const { t } = useTranslation();
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => bar.current?.focus(), []);
  return (
    <div ref={bar} tabIndex={-1} style={{ outline: "none" }}>
      <MessageBar role="alert" intent="warning" layout="multiline" style={{ marginBottom: 16 }}>
        <MessageBarBody>
          <MessageBarTitle>{t("settings.conflictTitle")}</MessageBarTitle>
          <p style={{ margin: "4px 0 8px" }}>{t("settings.conflictBody")}</p>
          <Button onClick={editor.reload} disabledFocusable={editor.busy}>
            {t("settings.reload")}
          </Button>
        </MessageBarBody>
      </MessageBar>
    </div>
  );
}

function LastChange({ settings: { changedAt, changedBy } }: { readonly settings: Settings }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  if (changedAt === undefined) return <p className="ld-muted">{t("settings.neverChanged")}</p>;
  const change = { when: format.instant(changedAt), who: changedBy ?? "" };
  return <p className="ld-muted">{t("settings.lastChange", change)}</p>;
}
