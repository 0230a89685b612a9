import { Button } from "@fluentui/react-components";
import { availableJobs, type Settings } from "@logdoctor/shared-policies";
import type { ReactNode, SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../preferences.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { ConflictBar } from "../../ui/conflict-bar.tsx";
import { ProblemPanel } from "../../ui/problem-panel.tsx";
import { JobCard } from "./job-card.tsx";
import { useSettingsEditor } from "./use-settings-editor.ts";

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
    if (editor.changed && !editor.busy && !editor.conflict) editor.save({ jobs: editor.form });
  };
  return (
    <form onSubmit={submit}>
      {editor.conflict ? <ConflictBar busy={editor.busy} onReload={editor.reload} /> : null}
      {availableJobs.map((job) => (
        <JobCard
          key={job}
          job={job}
          settings={editor.form[job]}
          disabled={!canEdit}
          onChange={(changed) => editor.setForm({ ...editor.form, [job]: changed })}
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

function LastChange({ settings: { changedAt, changedBy } }: { readonly settings: Settings }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  if (changedAt === undefined) return <p className="ld-muted">{t("settings.neverChanged")}</p>;
  const change = { when: format.instant(changedAt), who: changedBy ?? "" };
  return <p className="ld-muted">{t("settings.lastChange", change)}</p>;
}
