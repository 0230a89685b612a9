import { type NotificationSettings, ProblemError, updateNotificationSettings } from "@logdoctor/shared-policies";
import type { z } from "zod";
import { type notifyKeys, notifySettingsQuery } from "../../../api/notify-queries.ts";
import {
  type SettingsForm,
  type SettingsKind,
  type SettingsNews,
  useSettingsForm,
} from "../../../api/use-settings-form.ts";
import { bodyOf, formOf, type NotifyForm } from "./notify-form.ts";

export interface NotifyEditor extends Omit<SettingsForm<NotificationSettings, NotifyForm, never>, "save"> {
  /** The service does not allow the webhook's address. */
  readonly webhookRefused: boolean;
  readonly save: () => void;
}

const notifySettings: SettingsKind<
  NotificationSettings,
  NotifyForm,
  z.input<typeof updateNotificationSettings.body>,
  typeof notifyKeys.settings
> = {
  query: notifySettingsQuery,
  formOf,
  write: async (api, change) => await api.call(updateNotificationSettings, change),
};

/** Edits how people are told of incidents. */
export function useNotifyEditor(start: NotificationSettings, on: SettingsNews): NotifyEditor {
  const editor = useSettingsForm(notifySettings, start, on);
  const { error } = editor;
  const refused = error instanceof ProblemError ? (error.problem.errors ?? []) : [];
  const webhookRefused = refused.some(({ pointer }) => pointer === "/webhookUrl");
  return {
    ...editor,
    webhookRefused,
    error: webhookRefused ? null : error,
    save: () => editor.save(bodyOf(editor.form)),
  };
}
