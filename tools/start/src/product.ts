import { join } from "node:path";
import type { RunningProvider } from "@logdoctor/provider";
import {
  type CallTarget,
  call,
  type Job,
  listFilterRules,
  listIncidents,
  listRuns,
  type Run,
  type RunReport,
} from "@logdoctor/shared-policies";
import { buildTab } from "@logdoctor/tab";
import { type Cloud, startCloud } from "./cloud/cloud.ts";
import type { Company } from "./cloud/companies.ts";
import { loadAttack, loadLate, loadNoise, loadSample, noteRows, type SampleTarget } from "./cloud/load-sample.ts";
import { filterSummaryOf } from "./filter-summary.ts";
import { freePort } from "./free-port.ts";
import { containers, createLocalAgent } from "./local-agent.ts";
import { installBot, writeCards } from "./local-bot.ts";
import { type LogFile, openLogFile } from "./log-file.ts";
import { ownFolder } from "./own-folder.ts";
import type { Progress } from "./progress.ts";
import { startLocalProvider } from "./provider.ts";
import { type DetectWatch, runDetect, watchDetect } from "./run-detect.ts";
import { type FilteredTraffic, runFilter } from "./run-filter.ts";
import { type Runner, runRetain, tickAll } from "./run-retain.ts";
import { adminApi, codeForAgent, ensurePolicies } from "./set-up-company.ts";
import { summaryOf, type TenantSummary } from "./summary.ts";

export interface ProductOptions {
  readonly directory: string;
  readonly scale: number | undefined;
  readonly port: number;
  /** Makes the sample rows repeatable. */
  readonly seed?: string;
  /** Whether to build and serve the tab. */
  readonly tab?: boolean;
}

/** Log Doctor with all its parts, running in this process. */
export interface Product {
  readonly cloud: Cloud;
  readonly provider: RunningProvider;
  readonly companies: readonly Company[];
  readonly tabUrl: string;
  /** Runs each company's agent until its Retain run has finished. */
  runRetain(): Promise<void>;
  /** Lets an attack on each company's site arrive in its logs. */
  loadAttack(): Promise<void>;
  /** Lets each company's applications log more than anyone reads. */
  loadNoise(): Promise<void>;
  /** Runs each company's Detect, unless it has run since the attack. */
  runDetect(): Promise<void>;
  /** Takes a filter of each company from its proposal to rows that are not stored any more. */
  runFilter(): Promise<void>;
  /** Writes the incidents' cards as pages, as Teams got them. */
  writeCards(): Promise<void>;
  /** One turn of every agent's timer; what goes wrong is in their logs and reports. */
  tick(): Promise<void>;
  /** Lets the late rows arrive, once: those that lie in days which were archived already. */
  loadLateRows(): Promise<void>;
  /** The last runs of every company, and its incidents. Throws for one that never ran Retain. */
  summaries(): Promise<TenantSummary[]>;
  /** The API as a company's admin calls it. */
  api(company: Company): ReturnType<typeof adminApi>;
  stop(): Promise<void>;
}

/** Starts everything on the data in `directory`, up to agents that are ready to tick. */
export async function startProduct(options: ProductOptions, progress: Progress): Promise<Product> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    while (stops.length > 0) await stops.pop()?.();
  };
  try {
    return await start(options, { progress, stops, stop });
  } catch (cause) {
    await stop();
    throw cause;
  }
}

interface Starting {
  readonly progress: Progress;
  readonly stops: (() => Promise<void>)[];
  readonly stop: () => Promise<void>;
}

async function start(options: ProductOptions, { progress, stops, stop }: Starting): Promise<Product> {
  stops.push(await ownFolder(options.directory));
  const port = await freePort(options.port);
  if (options.port !== 0 && port !== options.port) progress.step(`Port ${options.port} is taken; using ${port}.`);
  const tabUrl = `http://127.0.0.1:${port}/tab/`;
  progress.step("Starting the local Azure ...");
  const cloud = await startCloud({
    directory: join(options.directory, "azure"),
    scale: options.scale,
    redirectUris: [tabUrl],
    containers: Object.values(containers),
    seed: options.seed ?? "log-doctor",
  });
  stops.push(cloud.stop);
  const log = await openLogs(join(options.directory, "logs"), stops);
  for (const company of cloud.companies) {
    const rows = await loadSample(targetOf(cloud, company), progress);
    progress.step(`${company.tenant.name}: ${rows.toLocaleString("en")} sample rows in the workspace.`);
  }
  const provider = await startProvider({ cloud, port, options, progress, log: log.provider });
  stops.push(provider.close);
  const place = { authority: cloud.azure.signInUrl, redirectUri: tabUrl };
  const apis = new Map(cloud.companies.map((company) => [company, adminApi(provider.url, place, company)]));
  const api = (company: Company): ReturnType<typeof adminApi> =>
    apis.get(company) ?? adminApi(provider.url, place, company);
  const runners: Runner[] = [];
  const watch = watchDetect();
  let traffic: ReadonlyMap<Company, FilteredTraffic> = new Map();
  const stage = { azure: cloud.azure, companies: cloud.companies, runners, api, seed: options.seed ?? "log-doctor" };
  for (const company of cloud.companies) {
    const agentLog = log[company.tenant.key];
    runners.push(await runnerOf({ cloud, provider, company, api: api(company), log: agentLog, watch }, progress));
  }
  return {
    cloud,
    provider,
    companies: cloud.companies,
    tabUrl,
    runRetain: () => runRetain(cloud.azure, runners, progress),
    loadAttack: async () => {
      watch.begin();
      await letAttackArrive(cloud, progress);
    },
    loadNoise: () => letNoiseArrive(cloud, progress),
    runDetect: () => runDetect(cloud.azure, { runners, watch }, progress),
    runFilter: async () => {
      traffic = await runFilter(stage, progress);
    },
    writeCards: () => tellOfCards({ cloud, apis: cloud.companies.map(api), directory: options.directory }, progress),
    tick: () => tickAll(runners, progress),
    loadLateRows: () => letLateRowsArrive(cloud, progress),
    summaries: () =>
      Promise.all(cloud.companies.map((company) => lastRun(api(company), company, traffic.get(company)))),
    api,
    stop,
  };
}

interface AgentParts {
  readonly cloud: Cloud;
  readonly provider: RunningProvider;
  readonly company: Company;
  readonly api: ReturnType<typeof adminApi>;
  readonly log: LogFile;
  readonly watch: DetectWatch;
}

/** Makes a company's policies, enrols its agent and installs its bot. */
async function runnerOf(
  { cloud, provider, company, api, log, watch }: AgentParts,
  progress: Progress,
): Promise<Runner> {
  const { name } = company.tenant;
  const count = await ensurePolicies(api, company);
  progress.step(`${name}: ${count} retention policies; enrolling the agent with a one-time code.`);
  const enrolmentCode = await codeForAgent(api, company);
  const agent = createLocalAgent({ cloud, provider, company, enrolmentCode, log });
  await installBot({ azure: cloud.azure, company, api });
  // One that failed goes on with the next tick.
  const onReport = ({ job, status }: RunReport): void => {
    if (job === "detect" && status === "succeeded") watch.seen(name);
  };
  return { name, agent, afterAttempt: () => keepRows(cloud, company), onReport };
}

interface Cards {
  readonly cloud: Cloud;
  readonly apis: readonly CallTarget[];
  readonly directory: string;
}

async function tellOfCards({ cloud, apis, directory }: Cards, progress: Progress): Promise<void> {
  const lists = await Promise.all(apis.map((api) => call(api, listIncidents, { query: { limit: 200 } })));
  const incidents = lists.reduce((sum, { data }) => sum + data.items.length, 0);
  const files = await writeCards(cloud.azure, join(directory, "cards"), incidents);
  progress.step(`${files.length} incident cards were posted to Teams; as pages: ${join(directory, "cards")}`);
}

async function startProvider(parts: {
  cloud: Cloud;
  port: number;
  options: ProductOptions;
  progress: Progress;
  log: LogFile;
}): Promise<RunningProvider> {
  const { cloud, port, options, progress, log } = parts;
  progress.step("Building the tab and starting the provider ...");
  const tab = options.tab === false ? undefined : (await buildTab()).dist;
  return startLocalProvider({ azure: cloud.azure, port, directory: options.directory, tab, log: log.write });
}

async function openLogs(
  directory: string,
  stops: (() => Promise<void>)[],
): Promise<Record<"provider" | "kr" | "jp", LogFile>> {
  const provider = await openLogFile(directory, "provider");
  const kr = await openLogFile(directory, "agent-kr");
  const jp = await openLogFile(directory, "agent-jp");
  stops.push(provider.close, kr.close, jp.close);
  return { provider, kr, jp };
}

function targetOf(cloud: Cloud, company: Company): SampleTarget {
  return { azure: cloud.azure, company, directory: cloud.directory, world: cloud.world() };
}

async function letAttackArrive(cloud: Cloud, progress: Progress): Promise<void> {
  for (const company of cloud.companies) {
    const { host, requests } = await loadAttack(targetOf(cloud, company));
    progress.step(`${company.tenant.name}: ${host} is under attack; ${requests} requests of it are in the workspace.`);
  }
}

async function letNoiseArrive(cloud: Cloud, progress: Progress): Promise<void> {
  for (const company of cloud.companies) {
    const rows = await loadNoise(targetOf(cloud, company));
    progress.step(`${company.tenant.name}: its applications logged ${rows.toLocaleString("en")} rows too many.`);
  }
}

async function letLateRowsArrive(cloud: Cloud, progress: Progress): Promise<void> {
  if (cloud.world().lateRowsLoaded) return;
  for (const company of cloud.companies) {
    const rows = await loadLate(targetOf(cloud, company));
    await keepRows(cloud, company);
    progress.step(`${company.tenant.name}: ${rows} rows arrived late, in days that were archived already.`);
  }
  await cloud.keep({ lateRowsLoaded: true });
}

/** Notes which rows and settings are left, for the next start. */
async function keepRows(cloud: Cloud, company: Company): Promise<void> {
  await noteRows(targetOf(cloud, company));
  const { key } = company.tenant;
  const before = cloud.world().retention;
  const tables = Object.entries(before[key] ?? {}).map(([name, days]) => {
    const { table } = cloud.azure.findTable(company.workspace.customerId, name);
    const retentionInDays = table.retentionInDays ?? days.retentionInDays;
    return [name, { retentionInDays, totalRetentionInDays: table.totalRetentionInDays ?? retentionInDays }] as const;
  });
  await cloud.keep({ retention: { ...before, [key]: Object.fromEntries(tables) } });
}

async function lastRun(
  api: ReturnType<typeof adminApi>,
  company: Company,
  traffic: FilteredTraffic | undefined,
): Promise<TenantSummary> {
  const last = async (job: Job): Promise<Run | undefined> =>
    (await call(api, listRuns, { query: { job, limit: 1 } })).data.items[0];
  const [retain, detect, prevent] = await Promise.all([last("retain"), last("detect"), last("prevent")]);
  if (retain === undefined) throw new Error(`${company.tenant.name} has no Retain run.`);
  const incidents = (await call(api, listIncidents, { query: { limit: 200 } })).data.items;
  const filtered = await last("filter");
  const rules = (await call(api, listFilterRules)).data.items;
  const filter = filtered === undefined ? undefined : filterSummaryOf(filtered, rules, traffic);
  return summaryOf(company, { retain, detect, prevent, incidents, filter });
}
