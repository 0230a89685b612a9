import { getSettings, listSettingsChanges, updateSettings } from "@logdoctor/shared-policies";
import { type Mountable, mount } from "../http/mount.ts";
import { readSettings } from "./get-settings.ts";
import { listChanges } from "./list-changes.ts";
import { changeSettings } from "./update-settings.ts";

export function settingsRoutes(on: Mountable): void {
  mount(on, getSettings, readSettings);
  mount(on, updateSettings, changeSettings);
  mount(on, listSettingsChanges, listChanges);
}
