import { getMe } from "@logdoctor/shared-policies";
import { type Mountable, mount } from "../http/mount.ts";
import { me } from "./get-me.ts";

export function meRoutes(on: Mountable): void {
  mount(on, getMe, me);
}
