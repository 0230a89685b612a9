import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BlobServiceClient } from "@azure/storage-blob";
import { archiveBlobs, openDuckdbCodec } from "@logdoctor/agent/archive";
import { putArchived } from "@logdoctor/agent/archive/sample";
import { ensureCertificates, startAzurite, trustCertificateAuthority } from "@logdoctor/local-azure";
import { afterAll, beforeAll, expect, test } from "vitest";
import { main } from "../cli.ts";
import { localCredential } from "./local-credential.ts";
import { neededColumns } from "./needed-columns.ts";

let data: string;

const columns = [
  { name: "TimeGenerated", type: "datetime" },
  { name: "Message", type: "string" },
  { name: "Count", type: "long" },
  { name: "Share", type: "real" },
  { name: "Properties", type: "dynamic" },
  { name: "Noise", type: "string" },
] as const;

/** Three hours of which the second is a file of megabytes, because of a column that no query needs. */
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "logdoctor-cli-query-"));
  const certFiles = await ensureCertificates(join(data, "azure", "certificates"));
  trustCertificateAuthority(certFiles.caPem);
  const accounts = ["logdoctorkr", "logdoctorjp"];
  const azurite = await startAzurite({ dir: join(data, "azure", "blobs"), certFiles, accounts });
  const service = new BlobServiceClient(azurite.url("logdoctorkr"), localCredential());
  const container = service.getContainerClient("archive");
  await container.create();
  await new BlobServiceClient(azurite.url("logdoctorjp"), localCredential()).getContainerClient("archive").create();
  const codec = await openDuckdbCodec({ memoryLimit: "100MB", threads: 1, tempDirectory: data });
  for (const hour of [7, 8, 9]) {
    const at = (h: number): string => `2026-06-01T${String(h).padStart(2, "0")}:00:00.0000000Z`;
    const part = { table: "SecurityEvent", sequence: hour - 6, from: at(hour), to: at(hour + 1), columns };
    await putArchived(archiveBlobs(container, "hot"), codec, { ...part, rows: rowsOf(hour) });
  }
  codec.close();
  await azurite.stop();
});
afterAll(() => rm(data, { recursive: true }));

function rowsOf(hour: number): string[][] {
  return [1, 2, 3].map((minute) => [
    `"2026-06-01T0${hour}:0${minute}:00.1234567Z"`,
    JSON.stringify(`said "${minute}"`),
    minute === 3 ? "null" : "9223372036854775807",
    minute === 3 ? '"NaN"' : "0.1",
    JSON.stringify('{"a":{"b":[1,2.50]}}'),
    JSON.stringify(hour === 8 ? randomBytes(700_000).toString("base64") : ""),
  ]);
}

async function query(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const io = { out: "", err: "" };
  const code = await main(["archive", "query", "--data", data, ...argv], {
    out: (text) => {
      io.out += text;
    },
    err: (text) => {
      io.err += text;
    },
    credential: async () => localCredential(),
  });
  return { code, ...io };
}

test("answers over the files of the range, each value as it was logged, and reads little of a large file", async () => {
  const text =
    "SecurityEvent | where Message has '1' | project TimeGenerated, Message, Count, Share, b = Properties.a.b[1] | sort by TimeGenerated asc";
  const range = ["--from", "2026-06-01T07:02:00Z", "--to", "2026-06-01T09:00:00Z"];
  const { code, out, err } = await query(text, "--table", "SecurityEvent", ...range, "--json");
  expect({ code, rows: JSON.parse(out).rows }).toEqual({
    code: 0,
    rows: [["2026-06-01T08:01:00.1234567Z", 'said "1"', expect.any(Number), 0.1, "2.5"]],
  });
  expect(out).toContain(",9223372036854775807,");
  const [, parts, read, of] = /^(\d+) parts, ([\d,]+) bytes read of ([\d,]+)/.exec(err) ?? [];
  expect(parts).toBe("2");
  expect(numberOf(read)).toBeLessThan(numberOf(of) / 50);
});

test("a query that needs all columns gets them", async () => {
  const { out } = await query("SecurityEvent | where Message has '3'", "--table", "SecurityEvent", "--json");
  const found = JSON.parse(out) as { columns: unknown[]; rows: unknown[][] };
  expect(found.columns).toEqual(columns);
  expect(found.rows.map((row) => row.slice(2, 5))).toEqual(Array(3).fill([null, "NaN", '{"a":{"b":[1,2.5]}}']));
});

test.each<[argv: string[], code: number, reason: RegExp]>([
  [["SecurityEvent | where"], 2, /--table/],
  [["SecurityEvent | where", "--table", "SecurityEvent"], 1, /1:22 SyntaxError/],
  [["Syslog | count", "--table", "Syslog"], 1, /Nothing of Syslog is archived/],
  [["SecurityEvent", "--table", "SecurityEvent", "--policy", "other"], 1, /Nothing of SecurityEvent/],
  [[], 2, /missing required argument/],
])("%j ends with %i", async (argv, code, reason) => {
  const result = await query(...argv);
  expect({ code: result.code, out: result.out }).toEqual({ code, out: "" });
  expect(result.err).toMatch(reason);
});

function numberOf(text: string | undefined): number {
  return Number(text?.replaceAll(",", ""));
}

test.each<[query: string, needed: string]>([
  ["T | where a > 1 | summarize count() by b", "TimeGenerated a b"],
  ["T | count", "TimeGenerated"],
  ["T | where ['c d'] == 1 | project a", "TimeGenerated a c d"],
  ["T | take 5", "TimeGenerated a b c d"],
  ["T | where * has 'x' | count", "TimeGenerated a b c d"],
  ["T | extend p = pack_all() | project p", "TimeGenerated a b c d"],
  ["T | extend p = column_ifexists('a', 0) | project p", "TimeGenerated a b c d"],
  ["T | project-away a | project b", "TimeGenerated a b"],
  ["search 'x' | count", "TimeGenerated a b c d"],
])("%s needs %s", (text, needed) => {
  const all = { TimeGenerated: "datetime", a: "long", b: "string", "c d": "long" } as const;
  const names = neededColumns(text, "T", all).map(({ name }) => name);
  expect(names.join(" ")).toBe(needed);
});
