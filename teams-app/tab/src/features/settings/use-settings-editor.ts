import { type Settings, type SettingsInput, updateSettings } from "@logdoctor/shared-policies";
import { useQueryClient } from "@tanstack/react-query";
import { keys, settingsQuery } from "../../api/queries.ts";
import {
  type SettingsForm,
  type SettingsKind,
  type SettingsNews,
  useSettingsForm,
} from "../../api/use-settings-form.ts";

type Jobs = SettingsInput["jobs"];

const jobSettings: SettingsKind<Settings, Jobs, SettingsInput, typeof keys.settings> = {
  query: settingsQuery,
  formOf: ({ jobs }) => jobs,
  write: async (api, change) => await api.call(updateSettings, change),
};

/** Edits which jobs agents run, and how often. */
export function useSettingsEditor(start: Settings, on: SettingsNews): SettingsForm<Settings, Jobs, SettingsInput> {
  const client = useQueryClient();
  return useSettingsForm(jobSettings, start, {
    ...on,
    saved: () => {
      on.saved();
      void client.invalidateQueries({ queryKey: keys.agents });
    },
  });
}
