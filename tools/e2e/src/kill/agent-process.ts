import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { RunReport } from "@logdoctor/shared-policies";

/** What a process of the agent is told. */
export interface AgentWork {
  readonly settings: Readonly<Record<string, string | undefined>>;
  /** How far its clock is ahead of the machine's. */
  readonly aheadMs: number;
}

/** How a process of the agent ended. */
export interface AgentEnd {
  readonly signal: NodeJS.Signals | null;
  readonly reports: readonly RunReport[];
  /** What it logged, for when something is wrong. */
  readonly log: string;
}

const child = fileURLToPath(new URL("agent-child.ts", import.meta.url));

/** Starts one turn of the agent's timer in a process of its own, with `environment` alone. */
export function startAgentProcess(work: AgentWork, environment: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, ["--disable-warning=ExperimentalWarning", child, JSON.stringify(work)], {
    env: { ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Waits for the end. Throws when the process failed by itself; being killed is not that. */
export async function endOf(agent: ChildProcess): Promise<AgentEnd> {
  if (agent.stdout === null || agent.stderr === null) throw new Error("The agent was started without its pipes");
  const [out, log, [code, signal]] = await Promise.all([
    text(agent.stdout),
    text(agent.stderr),
    once(agent, "exit") as Promise<[number | null, NodeJS.Signals | null]>,
  ]);
  if (signal === null && code !== 0) throw new Error(`The agent ended with code ${code}:\n${log}`);
  return { signal, reports: signal === null ? (JSON.parse(out) as RunReport[]) : [], log };
}
