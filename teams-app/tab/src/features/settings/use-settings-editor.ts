import { ProblemError, type Settings, type SettingsInput, updateSettings } from "@logdoctor/shared-policies";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { keys, settingsQuery } from "../../api/queries.ts";
import { useApi } from "../../services.ts";

export interface SettingsEditor {
  readonly jobs: SettingsInput["jobs"];
  readonly setJobs: (jobs: SettingsInput["jobs"]) => void;
  /** The version that the edits are based on. */
  readonly base: Settings;
  readonly changed: boolean;
  /** A save met a version that someone else had made. */
  readonly conflict: boolean;
  readonly busy: boolean;
  readonly error: unknown;
  readonly save: () => void;
  /** Takes the newer version and gives up the edits. */
  readonly reload: () => void;
}

/** Edits the tenant's settings as they were when the page opened; a newer version is never overwritten unseen. */
export function useSettingsEditor(start: Settings, on: { saved: () => void; reloaded: () => void }): SettingsEditor {
  const api = useApi();
  const client = useQueryClient();
  const [base, setBase] = useState(start);
  const [jobs, setJobs] = useState(start.jobs);
  const take = (settings: Settings): void => {
    setBase(settings);
    setJobs(settings.jobs);
  };
  const save = useMutation({
    mutationFn: async () => (await api.call(updateSettings, { body: { jobs }, ifMatch: base.etag })).data,
    onSuccess: (saved) => {
      client.setQueryData(settingsQuery(api).queryKey, saved);
      take(saved);
      on.saved();
      void client.invalidateQueries({ queryKey: keys.agents });
    },
  });
  const reload = useMutation({
    mutationFn: async () => await client.fetchQuery({ ...settingsQuery(api), staleTime: 0 }),
    onSuccess: (theirs) => {
      take(theirs);
      save.reset();
      on.reloaded();
    },
  });
  const conflict = save.error instanceof ProblemError && save.error.problem.code === "precondition-failed";
  return {
    jobs,
    setJobs,
    base,
    changed: JSON.stringify(jobs) !== JSON.stringify(base.jobs),
    conflict,
    busy: save.isPending || reload.isPending,
    error: conflict ? reload.error : save.error,
    save: () => save.mutate(),
    reload: () => reload.mutate(),
  };
}
