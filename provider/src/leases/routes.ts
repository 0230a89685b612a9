import { renewLease, shouldIRun } from "@logdoctor/shared-policies";
import { asAgent } from "../agents/as-agent.ts";
import { type Mountable, mount } from "../http/mount.ts";
import { renew } from "./renew-lease.ts";
import { decide } from "./should-i-run.ts";

export function leaseRoutes(on: Mountable): void {
  mount(on, shouldIRun, asAgent(decide));
  mount(on, renewLease, asAgent(renew));
}
