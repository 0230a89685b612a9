import { type FilterSettings, ProblemError, updateFilterSettings } from "@logdoctor/shared-policies";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { filterSettingsQuery } from "../../../api/filter-queries.ts";
import { useApi } from "../../../services.ts";
import { type FilterOptions, type OptionsForm, optionsFormOf } from "./filter-settings-form.ts";

export interface OptionsEditor {
  readonly form: OptionsForm;
  readonly setForm: (form: OptionsForm) => void;
  /** A save met a version that someone else had made. */
  readonly conflict: boolean;
  readonly busy: boolean;
  readonly error: unknown;
  readonly save: (options: FilterOptions) => void;
  /** Takes the newer version and gives up the edits. */
  readonly reload: () => void;
}

/** Edits the settings as they were when the page opened; a newer version is never overwritten unseen. */
export function useOptionsEditor(start: FilterSettings, onSaved: () => void): OptionsEditor {
  const api = useApi();
  const client = useQueryClient();
  const [base, setBase] = useState(start);
  const [form, setForm] = useState(() => optionsFormOf(start));
  const take = (settings: FilterSettings): void => {
    setBase(settings);
    setForm(optionsFormOf(settings));
  };
  const save = useMutation({
    mutationFn: async (body: FilterOptions) =>
      (await api.call(updateFilterSettings, { body, ifMatch: base.etag })).data,
    onSuccess: (saved) => {
      client.setQueryData(filterSettingsQuery(api).queryKey, saved);
      take(saved);
      onSaved();
    },
  });
  const reload = useMutation({
    mutationFn: async () => await client.fetchQuery({ ...filterSettingsQuery(api), staleTime: 0 }),
    onSuccess: (theirs) => {
      take(theirs);
      save.reset();
    },
  });
  const conflict = save.error instanceof ProblemError && save.error.problem.code === "precondition-failed";
  return {
    form,
    setForm,
    conflict,
    busy: save.isPending || reload.isPending,
    error: conflict ? reload.error : save.error,
    save: save.mutate,
    reload: () => reload.mutate(),
  };
}
