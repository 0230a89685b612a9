import {
  getAlertSettings as getEndpoint,
  listAlerts as listEndpoint,
  updateAlertSettings as updateEndpoint,
} from "@logdoctor/shared-policies";
import { type Mountable, mount } from "../http/mount.ts";
import { getAlertSettings } from "./get-alert-settings.ts";
import { listAlerts } from "./list-alerts.ts";
import { updateAlertSettings } from "./update-alert-settings.ts";

export function alertRoutes(on: Mountable): void {
  mount(on, listEndpoint, listAlerts);
  mount(on, getEndpoint, getAlertSettings);
  mount(on, updateEndpoint, updateAlertSettings);
}
