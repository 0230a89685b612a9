import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { z } from "zod";

/** A value of a set: what it is labelled, and whether it is URL-encoded already. */
export interface LabelledValue {
  readonly set: string;
  readonly label: string;
  readonly value: string;
  readonly encoded: boolean;
}

const Line = z.object({ payload: z.string(), label: z.string(), encoding: z.enum(["raw", "url"]).default("raw") });

/** Where the sets of this repository are. */
export const own = fileURLToPath(new URL("../../data/detect", import.meta.url));
const SETS = ["httpparams", "payloads", "benign_hard", "benign_params_grananqvist"] as const;

/** The labelled values, from this repository or from a folder with `attacks` in it. */
export function labelledValues(folder?: string): LabelledValue[] {
  return SETS.flatMap((set) =>
    linesOf(folder === undefined ? `${own}/${set}.jsonl.gz` : `${folder}/attacks/${set}.jsonl.gz`).map((line) => {
      const { payload, label, encoding } = Line.parse(line);
      return { set, label, value: payload, encoded: encoding === "url" };
    }),
  );
}

const Access = z.object({
  ts: z.string(),
  client_ip: z.string(),
  method: z.string().nullish(),
  uri_stem: z.string().nullish(),
  query: z.string().nullish(),
  status: z.number().nullish(),
  referer: z.string().nullish(),
  user_agent: z.string().nullish(),
});

const LOGS = [
  "elastic_apache_2015",
  "nasa_1995_sample",
  "twiki_2004",
  "scan_acunetix",
  "scan_netsparker",
  "scan_w3af",
  "lab_2019_dirbuster",
  "basjes_joinform_2015",
  "indonesia_vps_2024",
] as const;

export interface AccessLog {
  readonly name: string;
  /** An attack must be found; of ordinary traffic little may be; of a mixture it is only told what was. */
  readonly kind: "attack" | "ordinary" | "mixed";
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** Access logs as rows of AppServiceHTTPLogs: one from this repository, more from a folder with `access_logs` in it. */
export function accessLogs(folder?: string): AccessLog[] {
  return LOGS.map((name) => ({
    name,
    file: folder === undefined ? `${own}/${name}.jsonl.gz` : `${folder}/access_logs/${name}.jsonl.gz`,
  }))
    .filter(({ file }) => existsSync(file))
    .map(({ name, file }) => ({
      name,
      kind: kindOf(name),
      rows: linesOf(file).map((line, i) => rowOf(Access.parse(line), i)),
    }));
}

function kindOf(name: string): AccessLog["kind"] {
  if (/^(?:scan|lab)_/.test(name)) return "attack";
  return /^(?:basjes|indonesia)_/.test(name) ? "mixed" : "ordinary";
}

function rowOf(line: z.infer<typeof Access>, i: number): Record<string, unknown> {
  return {
    TimeGenerated: line.ts,
    _ItemId: `row-${i}`,
    CIp: line.client_ip,
    CsMethod: line.method ?? "",
    CsUriStem: line.uri_stem ?? "",
    CsUriQuery: line.query ?? "",
    ScStatus: line.status,
    Referer: line.referer ?? "",
    UserAgent: line.user_agent ?? "",
  };
}

/** The objects of a compressed file that has one a line. */
export function linesOf(file: string): unknown[] {
  const text = gunzipSync(readFileSync(file)).toString("utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as unknown);
}

/** Which half of a set a value is in: the signals were written looking at one, and the other checks them. */
export function halfOf(value: string): "tuned" | "held" {
  return (createHash("sha256").update(value).digest()[0] ?? 0) % 2 === 0 ? "tuned" : "held";
}
