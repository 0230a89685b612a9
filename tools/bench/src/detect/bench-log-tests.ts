import { existsSync } from "node:fs";
import { loadPatterns } from "@logdoctor/kql-detect";
import { z } from "zod";
import type { BenchResult } from "../result.ts";
import { scan } from "./scan.ts";
import { linesOf, own } from "./values.ts";

const Test = z.object({
  id: z.string(),
  http: z.boolean(),
  lines: z.array(z.string()),
  expected_alerts: z.number().nullish(),
  alert_sources: z.array(z.string()).nullish(),
});

/** Of other people's test logs over HTTP that expect an alert, the share in which one of its sources is found. */
export async function benchLogTests(folder?: string): Promise<BenchResult> {
  const file = `${folder === undefined ? own : `${folder}/access_logs`}/crowdsec_hub_tests.jsonl.gz`;
  const tests = existsSync(file) ? linesOf(file).map((line) => Test.parse(line)) : [];
  const expecting = tests.filter(({ http, expected_alerts: alerts }) => http && (alerts ?? 0) > 0);
  const patterns = loadPatterns().filter(({ logDoctor }) => logDoctor.shape === "requests");
  // One query for all: a source of each test is its own.
  const rows = expecting.flatMap(({ lines }, test) => lines.flatMap((line, i) => rowOf(line, `${test} ${i}`)));
  const sources = new Set((await scan(rows, patterns)).map(({ source }) => source));
  const found = expecting.filter(({ alert_sources: wanted }, test) =>
    (wanted ?? []).some((source) => sources.has(`${test} ${source}`)),
  );
  const value = expecting.length === 0 ? 0 : (100 * found.length) / expecting.length;
  return { name: `detect crowdsec hub tests that expect an alert, ${expecting.length}`, value, unit: "%" };
}

const LINE =
  /([0-9a-f]*[.:][0-9a-f.:]+) \S+ \S+ \[(\d+)\/(\w+)\/(\d+):([\d:]+) ([+-]\d{2})(\d{2})\] "(.*?)" (\d{3}) \S+(?: "(.*?)" "(.*?)")?/;

function rowOf(line: string, id: string): Record<string, unknown>[] {
  const match = LINE.exec(line);
  if (match === null) return [];
  const [, address, day, month, year, time, hours, minutes, request = "", status, referer = "", agent = ""] = match;
  const at = new Date(`${day} ${month} ${year} ${time} GMT${hours}${minutes}`);
  const [, method = "", uri = request] = /^(\S+) +(\S+)(?: +\S+)?$/.exec(request) ?? [];
  const [path = "", ...query] = uri.split("?");
  const [test] = id.split(" ");
  return [
    {
      ...{ TimeGenerated: at.toISOString(), _ItemId: id, CIp: `${test} ${address}`, CsMethod: method },
      ...{ CsUriStem: path, CsUriQuery: query.join("?"), ScStatus: Number(status), Referer: referer, UserAgent: agent },
    },
  ];
}
