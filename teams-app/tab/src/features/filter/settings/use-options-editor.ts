import { type FilterSettings, updateFilterSettings } from "@logdoctor/shared-policies";
import { type filterKeys, filterSettingsQuery } from "../../../api/filter-queries.ts";
import {
  type SettingsForm,
  type SettingsKind,
  type SettingsNews,
  useSettingsForm,
} from "../../../api/use-settings-form.ts";
import { type FilterOptions, type OptionsForm, optionsFormOf } from "./filter-settings-form.ts";

const filterOptions: SettingsKind<FilterSettings, OptionsForm, FilterOptions, typeof filterKeys.settings> = {
  query: filterSettingsQuery,
  formOf: optionsFormOf,
  write: async (api, change) => await api.call(updateFilterSettings, change),
};

/** Edits the settings of Filter. */
export function useOptionsEditor(
  start: FilterSettings,
  on: SettingsNews,
): SettingsForm<FilterSettings, OptionsForm, FilterOptions> {
  return useSettingsForm(filterOptions, start, on);
}
