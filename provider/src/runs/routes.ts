import { getRun as getRunEndpoint, listRuns as listRunsEndpoint, sendReport } from "@logdoctor/shared-policies";
import { asAgent } from "../agents/as-agent.ts";
import { type Mountable, mount } from "../http/mount.ts";
import { getRun } from "./get-run.ts";
import { listRuns } from "./list-runs.ts";
import { recordReport } from "./record-report.ts";

export function runRoutes(on: Mountable): void {
  mount(on, sendReport, asAgent(recordReport));
  mount(on, listRunsEndpoint, listRuns);
  mount(on, getRunEndpoint, getRun);
}
