import { type Job, type JobDecision, jobs, ProblemError } from "@logdoctor/shared-policies";
import type { Deps } from "./deps.ts";

/** Jobs that this version of the agent can do, in the order in which it does them; it asks for no others. */
export const able: readonly Job[] = ["detect", "filter", "prevent", "retain"];

export interface PollAnswer {
  readonly decisions: readonly JobDecision[];
  readonly bundle?: string | undefined;
}

/** Jobs that the customer's ceiling leaves on. */
export function wantedJobs({ settings }: Pick<Deps, "settings">): Job[] {
  return jobs.filter((job) => able.includes(job) && !settings.ceiling.jobsOff.includes(job));
}

/**
 * Asks the provider what may run; enrols first where it does not know this agent. `away` when it cannot be reached or
 * answers with an outage, `refused` when it was reached and said no.
 */
export async function poll(deps: Deps): Promise<PollAnswer | "away" | "refused"> {
  const { instanceId, agentVersion } = deps.settings;
  const ask = () => deps.provider.shouldIRun({ jobs: wantedJobs(deps), instanceId, agentVersion });
  try {
    return await ask();
  } catch (error) {
    const unknown = error instanceof ProblemError && error.problem.code === "agent-not-enrolled";
    if (unknown && (await enrol(deps))) return await ask();
    deps.log("poll.failed", { error: error instanceof Error ? error.message : String(error) });
    return error instanceof ProblemError && error.problem.status < 500 ? "refused" : "away";
  }
}

async function enrol(deps: Deps): Promise<boolean> {
  const { enrolmentCode, agentVersion, workspaceResourceId, region } = deps.settings;
  if (enrolmentCode === undefined) return false;
  const { agentId } = await deps.provider.enrol({ enrolmentCode, agentVersion, workspaceResourceId, region });
  deps.log("agent.enrolled", { agentId });
  return true;
}
