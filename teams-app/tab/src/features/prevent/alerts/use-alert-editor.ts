import {
  type AlertSettings,
  type AlertSettingsInput,
  ProblemError,
  updateAlertSettings,
} from "@logdoctor/shared-policies";
import { alertSettingsQuery, type preventKeys } from "../../../api/prevent-queries.ts";
import {
  type SettingsForm,
  type SettingsKind,
  type SettingsNews,
  useSettingsForm,
} from "../../../api/use-settings-form.ts";
import { type AlertComplaints, sorted } from "./alert-complaints.ts";
import { type AlertForm, bodyOf, formOf } from "./alert-form.ts";

export interface AlertEditor extends Omit<SettingsForm<AlertSettings, AlertForm, never>, "save"> {
  /** What the service refused, by JSON pointer. */
  readonly refused: AlertComplaints;
  readonly save: () => void;
}

const alertSettings: SettingsKind<AlertSettings, AlertForm, AlertSettingsInput, typeof preventKeys.alertSettings> = {
  query: alertSettingsQuery,
  formOf,
  write: async (api, change) => await api.call(updateAlertSettings, change),
};

/** Edits who is alerted and when. */
export function useAlertEditor(start: AlertSettings, on: SettingsNews): AlertEditor {
  const editor = useSettingsForm(alertSettings, start, on);
  const { error } = editor;
  return {
    ...editor,
    refused: sorted(error instanceof ProblemError ? (error.problem.errors ?? []) : []),
    save: () => editor.save(bodyOf(editor.form)),
  };
}
