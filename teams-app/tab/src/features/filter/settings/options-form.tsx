import { Button, Field, Input } from "@fluentui/react-components";
import type { FilterSettings } from "@logdoctor/shared-policies";
import { type ReactNode, type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAnnounce } from "../../../ui/announcer.tsx";
import { ConflictBar } from "../../../ui/conflict-bar.tsx";
import { ProblemPanel } from "../../../ui/problem-panel.tsx";
import { checkOptions, optionNames } from "./filter-settings-form.ts";
import { useOptionsEditor } from "./use-options-editor.ts";

interface Props {
  readonly start: FilterSettings;
  readonly canEdit: boolean;
}

export function OptionsForm({ start, canEdit }: Props): ReactNode {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const [tried, setTried] = useState(false);
  const editor = useOptionsEditor(start, {
    saved: () => announce(t("filterEditor.settings.saved")),
    reloaded: () => announce(t("settings.reloaded")),
  });
  const { options, wrong } = checkOptions(editor.form);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    if (options !== undefined && !editor.busy && !editor.conflict) editor.save(options);
  };
  return (
    <form noValidate onSubmit={submit} style={{ display: "grid", gap: 16, maxWidth: 560 }}>
      {editor.conflict ? <ConflictBar busy={editor.busy} onReload={editor.reload} /> : null}
      {optionNames.map((name) => (
        <Field
          key={name}
          label={t(`filterEditor.settings.field.${name}`)}
          hint={t(`filterEditor.settings.hint.${name}`)}
          {...(tried && wrong.includes(name) ? { validationMessage: t(`filterEditor.settings.wrong.${name}`) } : {})}
        >
          <Input
            inputMode="decimal"
            readOnly={!canEdit}
            value={editor.form[name]}
            onChange={(_, { value }) => editor.setForm({ ...editor.form, [name]: value })}
          />
        </Field>
      ))}
      {editor.error === null ? null : <ProblemPanel error={editor.error} />}
      {canEdit ? (
        <Button
          type="submit"
          appearance="primary"
          style={{ justifySelf: "start" }}
          disabledFocusable={editor.busy || editor.conflict}
        >
          {t("filterEditor.settings.save")}
        </Button>
      ) : null}
    </form>
  );
}
