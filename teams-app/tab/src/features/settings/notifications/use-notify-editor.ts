import { type NotificationSettings, ProblemError, updateNotificationSettings } from "@logdoctor/shared-policies";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { notifySettingsQuery } from "../../../api/notify-queries.ts";
import { useApi } from "../../../services.ts";
import { bodyOf, formOf, type NotifyForm } from "./notify-form.ts";

export interface NotifyEditor {
  readonly form: NotifyForm;
  readonly setForm: (form: NotifyForm) => void;
  /** The version that the edits are based on. */
  readonly base: NotificationSettings;
  readonly changed: boolean;
  /** A save met a version that someone else had made. */
  readonly conflict: boolean;
  /** The service does not allow the webhook's address. */
  readonly webhookRefused: boolean;
  readonly busy: boolean;
  readonly error: unknown;
  readonly save: () => void;
  /** Takes the newer version and gives up the edits. */
  readonly reload: () => void;
}

/** Edits the notification settings as they were when the page opened; a newer version is never overwritten unseen. */
export function useNotifyEditor(
  start: NotificationSettings,
  on: { readonly saved: () => void; readonly reloaded: () => void },
): NotifyEditor {
  const api = useApi();
  const client = useQueryClient();
  const [base, setBase] = useState(start);
  const [form, setForm] = useState(() => formOf(start));
  const take = (settings: NotificationSettings): void => {
    setBase(settings);
    setForm(formOf(settings));
  };
  const save = useMutation({
    mutationFn: async () =>
      (await api.call(updateNotificationSettings, { body: bodyOf(form), ifMatch: base.etag })).data,
    onSuccess: (saved) => {
      client.setQueryData(notifySettingsQuery(api).queryKey, saved);
      take(saved);
      on.saved();
    },
  });
  const reload = useMutation({
    mutationFn: async () => await client.fetchQuery({ ...notifySettingsQuery(api), staleTime: 0 }),
    onSuccess: (theirs) => {
      take(theirs);
      save.reset();
      on.reloaded();
    },
  });
  const problem = save.error instanceof ProblemError ? save.error.problem : undefined;
  const conflict = problem?.code === "precondition-failed";
  const webhookRefused = problem?.errors?.some(({ pointer }) => pointer === "/webhookUrl") === true;
  return {
    ...{ form, setForm, base, conflict, webhookRefused },
    changed: JSON.stringify(form) !== JSON.stringify(formOf(base)),
    busy: save.isPending || reload.isPending,
    error: conflict ? reload.error : webhookRefused ? null : save.error,
    save: () => save.mutate(),
    reload: () => reload.mutate(),
  };
}
