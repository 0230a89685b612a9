import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildAgent } from "@logdoctor/agent/build";
import { type AgentStub, startAgentStub } from "./agent-stub.ts";
import { type BenchOptions, type BenchResult, judged, median } from "./result.ts";

/**
 * From the start of a Node process that imports the built agent to the first poll that a local provider has answered, and
 * the same process without an agent as the baseline; with the size of the bundle.
 */
export async function benchAgentStart({ small }: BenchOptions): Promise<BenchResult[]> {
  const folder = await mkdtemp(join(tmpdir(), "logdoctor-bench-start-"));
  const stub = await startAgentStub(join(folder, "stub"));
  const built = join(folder, "agent");
  try {
    const { bytes, initialBytes } = await buildAgent(built);
    await addWorker(built);
    const polls: Poll[] = [];
    const bare: number[] = [];
    for (let round = 0; round < (small ? 1 : 15); round++) {
      bare.push((await run(["-e", ""], {})).ms);
      polls.push(await pollOnce(built, stub));
    }
    const name = "agent import to first poll";
    const figure = { name, value: median(polls.map(({ pollMs }) => pollMs)), unit: "ms" };
    const start = { name: "agent process", value: median(polls.map(({ wholeMs }) => wholeMs)), unit: "ms" };
    const baseline = median(bare);
    return [
      judged(figure, { of: "value", most: 300 }),
      { ...start, baseline, ratio: start.value / baseline },
      { name: "agent bundle, read at start", value: initialBytes / 1e6, unit: "MB" },
      { name: "agent bundle, whole folder", value: bytes / 1e6, unit: "MB" },
    ];
  } finally {
    stub.close();
    await rm(folder, { recursive: true });
  }
}

interface Poll {
  readonly pollMs: number;
  readonly wholeMs: number;
}

/** Imports the agent as the Functions worker does, and fires its timer once. */
const pollScript = `
const startedAt = performance.timeOrigin + performance.now();
await import("./index.js");
await globalThis.logdoctorTimer({}, { log() {} });
process.stdout.write(String(startedAt));
`;

/** What the Functions worker provides to its functions, as far as a timer needs it. */
const workerCore = `
exports.setProgrammingModel = () => undefined;
exports.registerFunction = (_metadata, handler) => { globalThis.logdoctorTimer = handler; };
`;

async function addWorker(folder: string): Promise<void> {
  const core = join(folder, "node_modules/@azure/functions-core");
  await mkdir(core, { recursive: true });
  await writeFile(join(core, "index.js"), workerCore);
  await writeFile(join(core, "package.json"), '{"name":"@azure/functions-core","main":"index.js"}');
  await writeFile(join(folder, "poll.mjs"), pollScript);
}

async function pollOnce(folder: string, stub: AgentStub): Promise<Poll> {
  const before = stub.answeredAt.length;
  const { out, ms } = await run([join(folder, "poll.mjs")], stub.env);
  const answeredAt = stub.answeredAt[before];
  if (answeredAt === undefined) throw new Error("The agent did not poll");
  return { pollMs: answeredAt - Number(out), wholeMs: ms };
}

async function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<{ out: string; ms: number }> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "inherit"] });
  let out = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  const [code] = (await once(child, "close")) as [number];
  if (code !== 0) throw new Error(`The process ended with ${code}`);
  return { out, ms: performance.now() - startedAt };
}
