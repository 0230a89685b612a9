import { getSavings } from "@logdoctor/shared-policies";
import { type Mountable, mount } from "../http/mount.ts";
import { currentSavings } from "./get-savings.ts";

export function savingsRoutes(on: Mountable): void {
  mount(on, getSavings, currentSavings);
}
