import { getDigest as digestEndpoint } from "@logdoctor/shared-policies";
import { type Mountable, mount } from "../http/mount.ts";
import { getDigest } from "./get-digest.ts";

export function digestRoutes(on: Mountable): void {
  mount(on, digestEndpoint, getDigest);
}
