import { listPatterns as listPatternsEndpoint, setPattern as setPatternEndpoint } from "@logdoctor/shared-policies";
import { type Mountable, mount } from "../http/mount.ts";
import { listPatterns } from "./list-patterns.ts";
import { setPattern } from "./set-pattern.ts";

export function patternRoutes(on: Mountable): void {
  mount(on, listPatternsEndpoint, listPatterns);
  mount(on, setPatternEndpoint, setPattern);
}
