import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BlobServiceClient } from "@azure/storage-blob";
import { archiveBlobs, openDuckdbCodec } from "@logdoctor/agent/archive";
import { putArchived } from "@logdoctor/agent/archive/sample";
import { type Azurite, ensureCertificates, startAzurite, trustCertificateAuthority } from "@logdoctor/local-azure";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { main } from "../cli.ts";
import { localCredential } from "./local-credential.ts";

let data: string;
let azurite: Azurite;
let broken: string;

/** A product's data with three archived hours in one account, of which one file is damaged, and none in the other. */
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "logdoctor-cli-test-"));
  await start();
  const container = new BlobServiceClient(azurite.url("logdoctorkr"), localCredential()).getContainerClient("archive");
  await container.create();
  await new BlobServiceClient(azurite.url("logdoctorjp"), localCredential()).getContainerClient("archive").create();
  const codec = await openDuckdbCodec({ memoryLimit: "100MB", threads: 1, tempDirectory: data });
  const blobs = archiveBlobs(container, "hot");
  for (const [table, hour, sequence] of [
    ["SecurityEvent", 7, 1],
    ["SecurityEvent", 8, 2],
    ["AppTraces", 7, 1],
  ] as const) {
    const { blob } = await putArchived(blobs, codec, { ...hourOf(hour), table, sequence });
    if (table === "AppTraces") broken = blob.name;
  }
  codec.close();
  await container.getBlockBlobClient(broken).upload("damaged", 7);
  await azurite.stop();
});
afterAll(() => rm(data, { recursive: true }));

async function start(): Promise<void> {
  const certFiles = await ensureCertificates(join(data, "azure", "certificates"));
  trustCertificateAuthority(certFiles.caPem);
  const accounts = ["logdoctorkr", "logdoctorjp"];
  azurite = await startAzurite({ dir: join(data, "azure", "blobs"), certFiles, accounts });
}

function hourOf(hour: number) {
  const at = (h: number): string => `2026-06-01T0${h}:00:00.0000000Z`;
  return {
    from: at(hour),
    to: at(hour + 1),
    columns: [
      { name: "TimeGenerated", type: "datetime" as const },
      { name: "Message", type: "string" as const },
    ],
    rows: [1, 2, 3].map((minute) => [`"2026-06-01T0${hour}:0${minute}:00Z"`, '"hello"']),
  };
}

async function logdoctor(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = "";
  let err = "";
  const code = await main(argv, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    credential: async () => localCredential(),
  });
  return { code, out, err };
}

function here(verb: string, ...more: string[]) {
  return logdoctor("archive", verb, "--data", data, ...more);
}

describe("archive ls", () => {
  test("prints one JSON object that sums up its parts", async () => {
    const { code, out } = await here("ls", "--json");
    const { parts, summary } = JSON.parse(out) as { parts: Record<string, unknown>[]; summary: object };
    expect(code).toBe(0);
    expect(parts.map(({ table, from, rows }) => [table, from, rows])).toEqual([
      ["AppTraces", "2026-06-01T07:00:00.0000000Z", 3],
      ["SecurityEvent", "2026-06-01T07:00:00.0000000Z", 3],
      ["SecurityEvent", "2026-06-01T08:00:00.0000000Z", 3],
    ]);
    const keys = "table policyId class from to rows bytes blob contentHash verifiedAt runId keepUntil".split(" ");
    expect(Object.keys(parts[0] ?? {})).toEqual(expect.arrayContaining(keys));
    expect(summary).toMatchObject({ tables: 2, parts: 3, rows: 9 });
  });

  test("keeps to a table, a range and a company", async () => {
    const parts = async (...filter: string[]) =>
      (JSON.parse((await here("ls", "--json", ...filter)).out) as { summary: { parts: number } }).summary.parts;
    expect(await parts("--table", "SecurityEvent", "--from", "2026-06-01T08:00:00Z")).toBe(1);
    expect(await parts("--to", "2026-06-01")).toBe(0);
    expect(await parts("--tenant", "jp")).toBe(0);
    expect(await parts("--tenant", "kr")).toBe(3);
  });

  test("prints a table for people", async () => {
    const { out } = await here("ls");
    expect(out).toContain("TABLE          POLICY    CLASS  FROM");
    expect(out).toContain("3 parts of 2 tables, 9 rows");
    expect(out).toContain("logdoctorjp: nothing is archived here.");
  });
});

describe("archive verify", () => {
  test("exits with 1 and names the fault", async () => {
    const { code, out } = await here("verify", "--json");
    const verdict = JSON.parse(out) as { parts: { blob: string; status: string }[] };
    expect(code).toBe(1);
    expect(verdict).toMatchObject({ orphans: [], summary: { ok: 2, faults: 1, orphans: 0 } });
    expect(verdict.parts.filter(({ status }) => status !== "ok")).toMatchObject([{ blob: broken, status: "changed" }]);
    expect((await here("verify")).out).toMatch(/changed +table=AppTraces.* 7 bytes instead of \d+/);
  });

  test("exits with 0 when all that was asked for is sound", async () => {
    const { code, out } = await here("verify", "--table", "SecurityEvent");
    expect(code).toBe(0);
    expect(out).toContain("logdoctorkr: 2 parts are as they were verified, 0 faults");
  });
});

describe("a storage account by its address", () => {
  beforeAll(start);
  afterAll(() => azurite.stop());

  test("is read as it is, and this machine's data beside it while it is in use", async () => {
    const { code, out } = await logdoctor("archive", "ls", "--json", "--account-url", azurite.url("logdoctorkr"));
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ summary: { parts: 3 } });
    expect(JSON.parse((await here("ls", "--json")).out)).toMatchObject({ summary: { parts: 3 } });
  });

  test("is told about when its container is not there", async () => {
    const account = azurite.url("logdoctorkr");
    const { code, err } = await logdoctor("archive", "ls", "--account-url", account, "--container", "other");
    expect(code).toBe(1);
    expect(err).toContain(`There is no container "other" in ${account}`);
    expect(err).toContain("--container");
  });
});

describe("a command line that cannot be done", () => {
  test.each([
    [["archive", "ls", "--from", "yesterday"], "A time is a day"],
    [["archive", "ls", "--from", "2026-06-02", "--to", "2026-06-01"], "is not before"],
    [["archive", "ls", "--table", "a/b"], "A table's name"],
    [["archive", "ls", "--account-url", "http://account"], "https address"],
    [["archive", "ls", "--account-url", "https://a.b/?sig=x"], "without a key"],
    [["archive", "ls", "--tenant", "us"], "There are: kr"],
    [["archive", "ls", "--container", "A"], "lower-case"],
    [["archive", "ls", "extra"], "too many arguments"],
    [["archive", "list"], "unknown command"],
    [["archive", "ls", "--jsn"], "Did you mean --json?"],
    [["archive"], "verify"],
    [[], "archive"],
  ])("%j exits with 2 and says why", async (argv, reason) => {
    const { code, out, err } = await logdoctor(...argv);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(reason);
  });

  test("where nothing was ever started exits with 1 and says what to run", async () => {
    const { code, err } = await logdoctor("archive", "verify", "--data", join(data, "nothing"));
    expect(code).toBe(1);
    expect(err).toContain("npm start -- --once");
  });
});

test.each([
  [["--help"], "archive"],
  [["archive", "--help"], "verify"],
  [["archive", "ls", "--help"], "--account-url"],
  [["archive", "verify", "--help"], "Exit code"],
])("%j helps on standard output", async (argv, text) => {
  const { code, out } = await logdoctor(...argv);
  expect(code).toBe(0);
  expect(out).toContain(text);
});
