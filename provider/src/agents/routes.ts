import { createEnrolmentCode, enrolAgent, listAgents } from "@logdoctor/shared-policies";
import { type Mountable, mount } from "../http/mount.ts";
import { makeEnrolmentCode } from "./create-enrolment-code.ts";
import { enrol } from "./enrol-agent.ts";
import { agents } from "./list-agents.ts";

export function agentRoutes(on: Mountable): void {
  mount(on, createEnrolmentCode, makeEnrolmentCode);
  mount(on, enrolAgent, enrol);
  mount(on, listAgents, agents);
}
