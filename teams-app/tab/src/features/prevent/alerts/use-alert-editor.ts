import { type AlertSettings, ProblemError, updateAlertSettings } from "@logdoctor/shared-policies";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { alertSettingsQuery } from "../../../api/prevent-queries.ts";
import { useApi } from "../../../services.ts";
import { type AlertComplaints, sorted } from "./alert-complaints.ts";
import { type AlertForm, bodyOf, formOf } from "./alert-form.ts";

export interface AlertEditor {
  readonly form: AlertForm;
  readonly setForm: (form: AlertForm) => void;
  /** The version that the edits are based on. */
  readonly base: AlertSettings;
  readonly changed: boolean;
  /** A save met a version that someone else had made. */
  readonly conflict: boolean;
  readonly busy: boolean;
  readonly error: unknown;
  /** What the service refused, by JSON pointer. */
  readonly refused: AlertComplaints;
  readonly save: () => void;
  /** Takes the newer version and gives up the edits. */
  readonly reload: () => void;
}

/** Edits the alert settings as they were when the page opened; a newer version is never overwritten unseen. */
export function useAlertEditor(
  start: AlertSettings,
  on: { readonly saved: () => void; readonly reloaded: () => void },
): AlertEditor {
  const api = useApi();
  const client = useQueryClient();
  const [base, setBase] = useState(start);
  const [form, setForm] = useState(() => formOf(start));
  const take = (settings: AlertSettings): void => {
    setBase(settings);
    setForm(formOf(settings));
  };
  const save = useMutation({
    mutationFn: async () => (await api.call(updateAlertSettings, { body: bodyOf(form), ifMatch: base.etag })).data,
    onSuccess: (saved) => {
      client.setQueryData(alertSettingsQuery(api).queryKey, saved);
      take(saved);
      on.saved();
    },
  });
  const reload = useMutation({
    mutationFn: async () => await client.fetchQuery({ ...alertSettingsQuery(api), staleTime: 0 }),
    onSuccess: (theirs) => {
      take(theirs);
      save.reset();
      on.reloaded();
    },
  });
  const problem = save.error instanceof ProblemError ? save.error.problem : undefined;
  const conflict = problem?.code === "precondition-failed";
  return {
    ...{ form, setForm, base, conflict },
    changed: JSON.stringify(form) !== JSON.stringify(formOf(base)),
    busy: save.isPending || reload.isPending,
    error: conflict ? reload.error : save.error,
    refused: sorted(problem?.errors ?? []),
    save: () => save.mutate(),
    reload: () => reload.mutate(),
  };
}
