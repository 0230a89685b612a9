import type { LocalAzure } from "@logdoctor/local-azure";
import { sampleNoise } from "@logdoctor/sample-data";
import type { CallTarget } from "@logdoctor/shared-policies";
import type { Company } from "./cloud/companies.ts";
import { approveLosses, ensureFilter, moveFilter, readFilter } from "./filter-rule.ts";
import type { Progress } from "./progress.ts";
import { type Runner, tickAll } from "./run-retain.ts";

const minute = 60_000;
/** Azure may take an hour until it uses a transformation. */
const activationMs = 76 * minute;
/** From one poll to the next, in which metrics settle too. */
const settleMs = 6 * minute;
const trafficRows = 1_000;

/** What became of the traffic after a filter stood. */
export interface FilteredTraffic {
  readonly received: number;
  readonly stored: number;
  readonly dropped: number;
}

export interface FilterStage {
  readonly azure: LocalAzure;
  readonly companies: readonly Company[];
  readonly runners: readonly Runner[];
  readonly api: (company: Company) => CallTarget;
  readonly seed: string;
}

/**
 * Takes a filter of every company from the proposal to rows that are no longer stored: dry run, certificate, approval, application, and
 * traffic that passes it. Returns what became of the traffic, by company.
 */
export async function runFilter(
  stage: FilterStage,
  progress: Progress,
): Promise<ReadonlyMap<Company, FilteredTraffic>> {
  const { azure, companies, runners, api } = stage;
  const rules = new Map<Company, string>();
  for (const company of companies) {
    const { id, ruleName } = await ensureFilter(api(company));
    rules.set(company, id);
    await moveFilter(api(company), id, "dryRun");
    progress.step(`${company.tenant.name}: the filter "${ruleName}" is proposed; the agent tries it on history.`);
  }
  await tickAll(runners, progress);
  for (const [company, id] of rules) await approve(company, { api: api(company), id }, progress);
  azure.clock.advance(settleMs);
  await tickAll(runners, progress);
  progress.step("Azure may take an hour until it uses a transformation: the local clock is put forward.");
  azure.clock.advance(activationMs);
  const traffic = new Map<Company, FilteredTraffic>();
  for (const [company, id] of rules) traffic.set(company, await send(stage, { company, id }, progress));
  azure.clock.advance(settleMs);
  await tickAll(runners, progress);
  return traffic;
}

async function approve(
  { tenant }: Company,
  { api, id }: { api: CallTarget; id: string },
  progress: Progress,
): Promise<void> {
  const { tableDryRun: run } = await readFilter(api, id);
  if (run !== undefined) {
    const share = run.rows === 0 ? 0 : (run.dropped / run.rows) * 100;
    progress.step(
      `${tenant.name}: the dry run says ${run.dropped.toLocaleString("en")} of ${run.rows.toLocaleString("en")} rows of ${run.table} would go (${share.toFixed(1)} %).`,
    );
  }
  const approved = await approveLosses(api, id);
  if (approved.length > 0) progress.step(`${tenant.name}: approved what would be missed: ${approved.join(", ")}.`);
  await moveFilter(api, id, "activate");
}

/** Traffic with as many health checks as history had. */
async function send(
  { azure, api, seed }: FilterStage,
  { company, id }: { company: Company; id: string },
  progress: Progress,
): Promise<FilteredTraffic> {
  const { tableDryRun: run } = await readFilter(api(company), id);
  const share = run === undefined || run.rows === 0 ? 0 : run.dropped / run.rows;
  const now = new Date(azure.clock.nowMs());
  const noise = sampleNoise({ now, tenant: company.tenant.key, seed }).filter(({ table }) => table === "AppTraces");
  const traces = noise.flatMap((part) => part.rows);
  const checks = traces.filter((row) => row.includes("Health check processing"));
  const others = traces.filter((row) => !row.includes("Health check processing"));
  const wanted = Math.min(checks.length, Math.round(trafficRows * share));
  const rows = [...checks.slice(0, wanted), ...others.slice(0, trafficRows - wanted)];
  const { workspaceResourceId } = company.workspace;
  const { received, stored, dropped } = await azure.sendDiagnostics(workspaceResourceId, "AppTraces", rows);
  progress.step(
    `${company.tenant.name}: of ${received} rows that its applications sent, ${stored} were stored and ${dropped} were not.`,
  );
  return { received, stored, dropped };
}
