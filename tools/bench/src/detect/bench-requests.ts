import { loadPatterns } from "@logdoctor/kql-detect";
import { type BenchOptions, type BenchResult, judged } from "../result.ts";
import { type LabelledRequest, labelledRequests } from "./labelled-requests.ts";
import { scan } from "./scan.ts";
import { halfOf } from "./values.ts";

const CHUNK = 10_000;
const SMALL = 0.02;

/** Crawlers and browsers are let pass; the crawlers' list has a few scanners among them. */
const TARGETS: Readonly<Record<string, { readonly least?: number; readonly most?: number }>> = {
  "csic2010 normal": { most: 0.1 },
  "user_agents crawler": { most: 1 },
  "user_agents uap:client": { most: 0.5 },
  "user_agents attack-tool-token": { least: 95 },
};

/** Whole requests of other projects' tests: the share in which an attack was seen, by set and label. */
export async function benchRequests({ small, note, data }: BenchOptions): Promise<BenchResult[]> {
  const requests = labelledRequests(data).filter((_, i) => !small || i % (1 / SMALL) === 0);
  const found = await foundAmong(requests);
  note(`${requests.length} requests`);
  const groups = Map.groupBy(requests.keys(), (i) => groupOf(requests[i]));
  return [...groups].flatMap(([name, places]) => {
    const held = places.filter((i) => halfOf(requests[i]?.key ?? "") === "held");
    const whole = { name: `detect ${name}, ${places.length}`, value: percent(places, found), unit: "%" };
    const target = TARGETS[name];
    const checked = { name: `  of the half kept for checking, ${held.length}`, value: percent(held, found), unit: "%" };
    const all = target === undefined ? whole : judged(whole, { of: "value", ...target });
    return held.length === 0 ? [all] : [all, checked];
  });
}

function groupOf(request: LabelledRequest | undefined): string {
  return `${request?.set} ${request?.label}`;
}

function percent(places: readonly number[], found: ReadonlySet<number>): number {
  return places.length === 0 ? 0 : (100 * places.filter((i) => found.has(i)).length) / places.length;
}

async function foundAmong(requests: readonly LabelledRequest[]): Promise<Set<number>> {
  const patterns = loadPatterns().filter(
    ({ logDoctor }) => logDoctor.shape === "requests" && logDoctor.signals.length > 0,
  );
  const found = new Set<number>();
  for (let start = 0; start < requests.length; start += CHUNK) {
    const rows = requests.slice(start, start + CHUNK).map(({ row }, i) => withSource(row, start + i));
    for (const { itemIds } of await scan(rows, patterns)) for (const id of itemIds) found.add(Number(id));
  }
  return found;
}

/** Each has an address of its own, so that none is found for what another did. */
function withSource(row: LabelledRequest["row"], i: number): Record<string, unknown> {
  const CIp = `10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`;
  return { ...row, TimeGenerated: "2026-06-01T11:30:00Z", _ItemId: String(i), CIp };
}
