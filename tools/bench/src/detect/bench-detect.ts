import { loadPatterns, type Pattern } from "@logdoctor/kql-detect";
import { type BenchOptions, type BenchResult, judged } from "../result.ts";
import { benchLogTests } from "./bench-log-tests.ts";
import { benchRequests } from "./bench-requests.ts";
import { scan, tableReads } from "./scan.ts";
import { type AccessLog, accessLogs, halfOf, type LabelledValue, labelledValues } from "./values.ts";

/** Least share found in percent, or for harmless values the most, by set and label. */
const TARGETS: Readonly<Record<string, { readonly least?: number; readonly most?: number }>> = {
  "httpparams sqli": { least: 99.4 },
  "httpparams xss": { least: 93.9 },
  "httpparams cmdi": { least: 85 },
  "httpparams path-traversal": { least: 90 },
  "httpparams norm": { most: 0.1 },
  "payloads sqli": { least: 96.6 },
  "payloads xss": { least: 91.7 },
  "payloads path-traversal": { least: 90 },
  "payloads lfi": { least: 79.9 },
  "payloads cmdi": { least: 85 },
  "benign_params_grananqvist benign": { most: 0.1 },
  "benign_hard benign": { most: 5 },
};

const CHUNK = 10_000;
const SMALL = 0.01;

/**
 * What the patterns catch and what they cry wolf about: each value as a parameter of an otherwise ordinary request, and
 * access logs as they are; and how often one query reads the table, whatever the number of patterns.
 */
export async function benchDetect({ small, note, data }: BenchOptions): Promise<BenchResult[]> {
  const all = labelledValues(data);
  const values = small ? all.filter((_, i) => i % (1 / SMALL) === 0) : all;
  const found = await foundAmong(values, note);
  const logs = small ? [] : accessLogs(data);
  const results: BenchResult[] = [...shares(values, found), ...reads()];
  results.push(...(await benchRequests({ small, note, ...(data === undefined ? {} : { data }) })));
  if (!small) results.push(await benchLogTests(data));
  for (const log of logs) {
    note(`${log.name}: ${log.rows.length} rows`);
    results.push(await incidents(log));
  }
  return results;
}

/** The places of the values in which an attack of any family was seen. */
async function foundAmong(values: readonly LabelledValue[], note: (line: string) => void): Promise<Set<number>> {
  const patterns = loadPatterns().filter(({ logDoctor }) => logDoctor.type === "PayloadAttack");
  const found = new Set<number>();
  for (let start = 0; start < values.length; start += CHUNK) {
    const rows = values.slice(start, start + CHUNK).map((value, i) => requestOf(value, start + i));
    for (const { itemIds } of await scan(rows, patterns)) for (const id of itemIds) found.add(Number(id));
    note(`${Math.min(start + CHUNK, values.length)} of ${values.length} values`);
  }
  return found;
}

function requestOf({ value, encoded }: LabelledValue, i: number): Record<string, unknown> {
  const query = encoded ? value : encodeURIComponent(value.toWellFormed()).replaceAll("%20", "+");
  return {
    TimeGenerated: "2026-06-01T11:30:00Z",
    _ItemId: String(i),
    CIp: `10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`,
    CsMethod: "GET",
    CsUriStem: "/catalog/search",
    CsUriQuery: `q=${query}`,
    ScStatus: 200,
    UserAgent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36",
  };
}

function shares(values: readonly LabelledValue[], found: ReadonlySet<number>): BenchResult[] {
  const groups = Map.groupBy(
    values.map((value, i) => ({ ...value, hit: found.has(i) })),
    ({ set, label }) => `${set} ${label}`,
  );
  return [...groups].flatMap(([name, group]) => {
    const long = group.filter(({ value }) => value.length >= 6);
    const held = group.filter(({ value }) => halfOf(value) === "held");
    const whole = { name: `detect ${name}, ${group.length}`, value: percent(group), unit: "%" };
    const target = TARGETS[name];
    return [
      target === undefined ? whole : judged(whole, { of: "value", ...target }),
      { name: `  6 characters or more, ${long.length}`, value: percent(long), unit: "%" },
      { name: `  of the half kept for checking, ${held.length}`, value: percent(held), unit: "%" },
    ];
  });
}

function percent(group: readonly { readonly hit: boolean }[]): number {
  return group.length === 0 ? 0 : (100 * group.filter(({ hit }) => hit).length) / group.length;
}

function reads(): BenchResult[] {
  const patterns = loadPatterns().filter(({ logDoctor }) => logDoctor.shape === "requests");
  const many = (count: number): Pattern[] =>
    Array.from({ length: count }, (_, i) => {
      const pattern = patterns[i % patterns.length];
      if (pattern === undefined) throw new Error("There are no patterns");
      return { ...pattern, id: `${pattern.id}-${i}` };
    });
  return [5, 20, 60].map((count) => {
    const [value, baseline] = [tableReads(many(count)), tableReads(many(1))];
    const result = {
      name: `detect table reads, ${count} patterns`,
      value,
      unit: "",
      baseline,
      ratio: value / baseline,
    };
    return judged(result, { of: "ratio", most: 1.2 });
  });
}

/** Of an attack the number of findings, of ordinary traffic the most incidents of one day: a source and pattern each. */
async function incidents({ name, kind, rows }: AccessLog): Promise<BenchResult> {
  const found = await scan(rows, loadPatterns());
  const all = { name: `detect ${name}, findings`, value: found.length, unit: "" };
  if (kind === "mixed") return all;
  if (kind === "attack") return judged(all, { of: "value", least: 1 });
  const days = Map.groupBy(found, ({ firstSeen }) => firstSeen.slice(0, 10));
  const perDay = [...days.values()].map(
    (day) => new Set(day.map(({ pattern, source }) => `${pattern} ${source}`)).size,
  );
  const value = Math.max(0, ...perDay);
  return judged({ name: `detect ${name}, most incidents a day`, value, unit: "" }, { of: "value", most: 2 });
}
