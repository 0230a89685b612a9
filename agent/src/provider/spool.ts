import { ProblemError, RunReport } from "@logdoctor/shared-policies";
import type { Clock, Log } from "../deps.ts";
import type { StateBlobs } from "../jobs/retain/ports.ts";
import type { ProviderClient } from "./client.ts";

const prefix = "spool/";
/** Reports that wait at most; beyond, the oldest is dropped. A day of Retain is one report. */
export const maxSpooled = 200;

interface SpoolDeps {
  readonly state: StateBlobs;
  readonly provider: ProviderClient;
  readonly clock: Clock;
  readonly log: Log;
}

/** Writes a report to the customer's storage before it is sent, so that no crash or outage loses it. */
export async function spoolReport(deps: SpoolDeps, report: RunReport): Promise<void> {
  const waiting = (await deps.state.list(prefix)).toSorted();
  for (const name of waiting.slice(0, Math.max(0, waiting.length - maxSpooled + 1))) {
    deps.log("spool.dropped", { name });
    await deps.state.remove(name);
  }
  await put(deps.state, spoolName(report), JSON.stringify(report));
}

/** Writes whatever stands there already: an attempt that died half-way is simply done again. */
async function put(state: StateBlobs, name: string, text: string): Promise<void> {
  await state.write(name, text, (await state.read(name))?.etag);
}

/**
 * Sends waiting reports, oldest first. It stops at the first that the provider cannot take now; one that the provider
 * refuses for good is put away and the next is tried. Returns how many still wait.
 */
export async function flushSpool(deps: SpoolDeps): Promise<number> {
  const waiting = (await deps.state.list(prefix)).toSorted();
  for (const [index, name] of waiting.entries()) {
    const stored = await deps.state.read(name);
    if (stored === undefined) continue;
    const verdict = await send(deps, stored.text);
    if (verdict === "later") return waiting.length - index;
    if (verdict === "refused") await put(deps.state, name.replace(prefix, "refused/"), stored.text);
    await deps.state.remove(name);
  }
  return 0;
}

async function send(deps: SpoolDeps, text: string): Promise<"sent" | "later" | "refused"> {
  try {
    await deps.provider.sendReport(RunReport.parse(JSON.parse(text)));
    return "sent";
  } catch (error) {
    deps.log("report.failed", { error: error instanceof Error ? error.message : String(error) });
    return isFinal(error) ? "refused" : "later";
  }
}

function isFinal(error: unknown): boolean {
  if (!(error instanceof ProblemError)) return error instanceof SyntaxError || error instanceof RangeError;
  const { status } = error.problem;
  return status >= 400 && status < 500 && ![401, 403, 408, 429].includes(status);
}

function spoolName(report: RunReport): string {
  return `${prefix}${report.finishedAt}-${report.runId}-${report.fence}.json`;
}
