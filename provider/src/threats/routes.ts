import { getThreatIndicators, setThreatIndicators } from "@logdoctor/shared-policies";
import { type Mountable, mount } from "../http/mount.ts";
import { getIndicators } from "./get-indicators.ts";
import { setIndicators } from "./set-indicators.ts";

export function threatRoutes(on: Mountable): void {
  mount(on, getThreatIndicators, getIndicators);
  mount(on, setThreatIndicators, setIndicators);
}
