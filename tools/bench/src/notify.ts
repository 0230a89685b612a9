import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { anActivity, botWorld, openEmbeddedStore, startNotifier, testAgentObject } from "@logdoctor/provider/testing";
import { type RunReport, sendReport, shouldIRun } from "@logdoctor/shared-policies";
import { aDetectOutcome, aFinding, aRunReport } from "@logdoctor/shared-policies/testing";
import { type BenchOptions, type BenchResult, judged } from "./result.ts";

const perSecond = 100;
/** As the provider is configured by default. */
const pollMs = 500;
const patienceMs = 60_000;

/**
 * Time from the provider's answer to a report with a new critical finding until the connector has the card, at 100 reports
 * a second: one tenant each, since Teams takes far fewer messages of one conversation. The store is on disk.
 */
export async function benchNotify({ small, runs, note }: BenchOptions): Promise<BenchResult[]> {
  const count = small ? 20 : (runs ?? 2000);
  const folder = mkdtempSync(join(tmpdir(), "logdoctor-bench-"));
  try {
    return await measure(folder, count, note);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measure(folder: string, count: number, note: BenchOptions["note"]): Promise<BenchResult[]> {
  const tenants = Array.from(
    { length: count },
    (_, i) => `7a1c1f0e-52b4-4c6e-9a51-${i.toString(16).padStart(12, "0")}`,
  );
  const now = (): Date => new Date();
  const documents = openEmbeddedStore({ file: join(folder, "notify.sqlite"), now });
  const world = await botWorld({ now, documents, checkResponses: false }, tenants);
  const reports: { readonly token: string; readonly report: RunReport }[] = [];
  for (const [index, tenantId] of tenants.entries()) {
    if (index % 500 === 0) note(`${index} of ${count} tenants are ready`);
    reports.push(await readyTenant(world, tenantId, index));
  }
  const notifier = startNotifier(world.deps, {
    pollMs,
    random: Math.random,
    note: (error) => void note(String(error)),
  });
  const acceptedAt = new Map<string, number>();
  const startedAt = performance.now();
  const sends = reports.map(async ({ token, report }, index) => {
    await sleep(index * (1000 / perSecond));
    await world.call(token, sendReport, { body: report });
    acceptedAt.set(`19:${index}@thread.tacv2`, performance.now());
  });
  await Promise.all(sends);
  const took = performance.now() - startedAt;
  const until = performance.now() + patienceMs;
  while (world.connector.requests.length < count && performance.now() < until) await sleep(50);
  await notifier.stop();
  await documents.close();
  const times = world.connector.requests.flatMap(({ path, at, status }) => {
    const conversation = decodeURIComponent(path.split("/").at(-2) ?? "");
    const since = acceptedAt.get(conversation);
    return since === undefined || status !== 201 ? [] : [Math.max(0, at - since)];
  });
  return resultsOf(
    times.toSorted((a, b) => a - b),
    { count, perSecond: (count * 1000) / took },
  );
}

function resultsOf(
  times: readonly number[],
  run: { readonly count: number; readonly perSecond: number },
): BenchResult[] {
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  return [
    judged({ name: "notify report to card, P50", value: at(0.5), unit: "ms" }, { of: "value", most: 1000 }),
    judged({ name: "notify report to card, P95", value: at(0.95), unit: "ms" }, { of: "value", most: 5000 }),
    { name: "notify report to card, longest", value: at(1), unit: "ms" },
    judged({ name: "notify cards sent once", value: times.length, unit: "cards" }, { of: "value", least: run.count }),
    { name: "notify reports taken", value: run.perSecond, unit: "reports/s" },
  ];
}

type World = Awaited<ReturnType<typeof botWorld>>;

/** A tenant with an agent that holds a lease, the bot in a channel, and the report that is to be sent. */
async function readyTenant(world: World, tenantId: string, index: number) {
  const conversation = { id: `19:${index}@thread.tacv2`, conversationType: "channel", tenantId };
  const activity = { type: "installationUpdate", action: "add", id: "install", conversation };
  const installed = await world.send(anActivity(activity, tenantId));
  if (!installed.ok) throw new Error(await installed.text());
  const token = await world.enrolled(tenantId, testAgentObject);
  const body = { jobs: ["detect" as const], instanceId: "bench-instance", agentVersion: "0.1.0" };
  const decision = (await world.call(token, shouldIRun, { body })).data.decisions[0];
  if (decision?.decision !== "run") throw new Error("No lease was given");
  const { runId, fence } = decision.lease;
  const detect = aDetectOutcome([aFinding({ id: `fnd_bench${index.toString().padStart(8, "0")}` })]);
  const { retain: _, ...report } = aRunReport({ runId, fence, job: "detect", detect });
  return { token, report };
}
