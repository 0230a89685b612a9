import { createAgent } from "@logdoctor/agent/runner";
import type { AgentWork } from "./agent-process.ts";

// One turn of the real agent's timer, in a process of its own that can be killed. Its report goes to standard output.
const { settings, aheadMs } = JSON.parse(process.argv[2] ?? "{}") as AgentWork;
let ahead = aheadMs;
const clock = {
  now: () => new Date(Date.now() + ahead),
  sleep: async (ms: number) => {
    ahead += ms;
  },
};
const log = (event: string, fields: object = {}): void => {
  process.stderr.write(`${JSON.stringify({ event, ...fields })}\n`);
};
const { reports } = await createAgent(settings, { clock, log }).tick();
process.stdout.write(JSON.stringify(reports));
