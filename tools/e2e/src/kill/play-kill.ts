import type { RunReport } from "@logdoctor/shared-policies";
import { agentSettings } from "@logdoctor/start/parts";
import { type AgentEnd, endOf, startAgentProcess } from "./agent-process.ts";
import { brokenPromises } from "./broken-promises.ts";
import type { Customer, KillWorld } from "./kill-world.ts";
import { startWriteProxy, type Write } from "./write-proxy.ts";

/** Where in a run the agent's process is killed. */
export interface KillPoint {
  readonly name: string;
  /** Before the write has any effect, or after it has and before the agent learns of it. */
  readonly when: "before" | "after";
  readonly at: (write: Write) => boolean;
}

export interface Killing {
  /** Signal that ended the first process; null when the point was never reached. */
  readonly signal: NodeJS.Signals | null;
  /** Writes of all processes up to the end of the run. */
  readonly writes: readonly Write[];
  /** The report that ended the run. */
  readonly report: RunReport | undefined;
  readonly broken: readonly string[];
}

/** Longer than the provider's lease, which a dead process never gives back. */
const leaseOverMs = 20 * 60_000;
const maxProcesses = 6;

/** Runs Retain for a new customer, kills the agent at `point`, and lets new processes bring the run to its end. */
export async function playKill(world: KillWorld, point: KillPoint | undefined): Promise<Killing> {
  const customer = await world.addCustomer();
  const writes: Write[] = [];
  let kill: (() => Promise<void>) | undefined;
  const strike = async (write: Write, when: KillPoint["when"]): Promise<boolean> => {
    if (kill === undefined || point?.when !== when || !point.at(write)) return false;
    const end = kill;
    kill = undefined;
    await end();
    return true;
  };
  const proxy = await startWriteProxy({
    tls: { cert: world.azure.certificates.certPem, key: world.azure.certificates.keyPem },
    azureUrl: world.azure.url,
    blobUrl: blobOrigin(world, customer),
    before: async (write) => {
      writes.push(write);
      return !(await strike(write, "before"));
    },
    after: async (write) => void (await strike(write, "after")),
  });
  try {
    const start = () => startAgentProcess(workOf(world, customer, proxy.url), environmentOf(world, customer));
    const victim = start();
    const exited = new Promise<void>((resolve) => victim.once("exit", () => resolve()));
    kill = async () => {
      victim.kill("SIGKILL");
      await exited;
    };
    const first = await endOf(victim);
    kill = undefined;
    const last = await finish(world, first, async () => endOf(start()));
    const report = last.reports.at(-1);
    return { signal: first.signal, writes, report, broken: await brokenPromises(world, customer, last) };
  } finally {
    await proxy.close();
  }
}

/** New processes, each after the lease of the one before has run out, until a run has succeeded. */
async function finish(world: KillWorld, first: AgentEnd, next: () => Promise<AgentEnd>): Promise<AgentEnd> {
  let last = first;
  for (let count = 1; count < maxProcesses && last.reports.at(-1)?.status !== "succeeded"; count++) {
    world.azure.clock.advance(leaseOverMs);
    last = await next();
  }
  return last;
}

function workOf(world: KillWorld, customer: Customer, proxyUrl: string) {
  const { azure, provider } = world;
  const at = { azureUrl: azure.url, accountUrl: `${proxyUrl}/${customer.account}`, provider };
  const { enrolmentCode, identity, workspace } = customer;
  const settings = {
    ...agentSettings(at, workspace, { clientId: identity.clientId, enrolmentCode }),
    // What is counted and killed here are the writes of Retain.
    LOGDOCTOR_CEILING: JSON.stringify({ allowPurge: true, jobsOff: ["detect", "prevent", "filter"] }),
  };
  return {
    settings: { ...settings, LOGDOCTOR_ARM_ENDPOINT: proxyUrl },
    aheadMs: azure.clock.nowMs() - Date.now(),
  };
}

function environmentOf(world: KillWorld, { identity }: Customer): Record<string, string> {
  return { ...identity.environment, NODE_EXTRA_CA_CERTS: world.azure.certificates.caFile };
}

function blobOrigin(world: KillWorld, customer: Customer): string {
  return new URL(world.azurite.url(customer.account)).origin;
}
