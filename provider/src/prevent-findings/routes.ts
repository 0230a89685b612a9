import {
  actOnFinding as actEndpoint,
  getPreventFinding as getEndpoint,
  listPreventFindings as listEndpoint,
} from "@logdoctor/shared-policies";
import { type Mountable, mount } from "../http/mount.ts";
import { actOnFinding } from "./act-on-finding.ts";
import { getFinding } from "./get-finding.ts";
import { listFindings } from "./list-findings.ts";

export function preventFindingRoutes(on: Mountable): void {
  mount(on, listEndpoint, listFindings);
  mount(on, getEndpoint, getFinding);
  mount(on, actEndpoint, actOnFinding);
}
