import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { main } from "../cli.ts";

let folder: string;

const files: Record<string, string> = {
  "tables/T.jsonl": `{"n":9223372036854775807,"s":"a,\\u001b[1m\\"c","d":{"x":[1,2]},"at":"2026-01-01T00:00:00.1234567Z"}\n\n{"n":1,"s":null}\r\n`,
  "tables/SecurityEvent.jsonl": '{"TimeGenerated":"2026-01-01T00:00:00Z","EventID":4625}\n',
  "tables/Empty_CL.schema.json": '{"a":"string","b":"timespan"}',
  "bad/T.jsonl": '{"a":1}\n[1]\n',
  "worse/T.schema.json": '{"a":"text"}',
  batch: `{"id":1,"query":"T | project n, d | top 1 by n"}\n\n{oops\n{"id":"x","query":"T | where"}\n{"id":"y"}\n{"query":"SecurityEvent | count"}\n`,
  "good.kql": "SecurityEvent | where EventID == 4625 | count",
  "bad.kql": "SecurityEvent\n| where EventId == 4625 and foo() > 1",
  "rules/fires/rule.yaml":
    "query: SecurityEvent | where EventID == 4625 | summarize n = count() by Account | where n > 1\nqueryPeriod: 1h\n",
  "rules/fires/cases/two.json": caseOf(["2026-06-01T11:30:00Z", "2026-06-01T11:31:00Z"], "fires"),
  "rules/fires/cases/old.json": caseOf(["2026-06-01T10:30:00Z", "2026-06-01T11:31:00Z"], "quiet"),
  "rules/fires/cases/wrong.json": caseOf(["2026-06-01T11:30:00Z", "2026-06-01T11:31:00Z"], "quiet"),
  "rules/none/rule.json": '{"query":"T"}',
};

function caseOf(times: string[], expected: string): string {
  const rows = times.map((TimeGenerated) => ({ TimeGenerated, EventID: 4625, Account: "a" }));
  return JSON.stringify({ now: "2026-06-01T12:00:00Z", tables: { SecurityEvent: rows }, expect: expected });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "logdoctor-kql-"));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
});
afterAll(() => rm(folder, { recursive: true }));

async function kql(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const io = { out: "", err: "" };
  const code = await main(["kql", ...argv], {
    out: (text) => {
      io.out += text;
    },
    err: (text) => {
      io.err += text;
    },
    now: () => new Date("2026-01-02T00:00:00Z"),
    credential: () => Promise.reject(new Error("not needed")),
  });
  return { code, ...io };
}

describe("kql run", () => {
  test("prints a table, with inferred columns told apart, and nothing that moves a cursor", async () => {
    const { code, out, err } = await kql("run", "--query", "T | take 2", "--tables", join(folder, "tables"));
    expect(code).toBe(0);
    expect(out).toContain('9223372036854775807  a,\\u001b[1m"c');
    expect(out).toContain("2 rows\n");
    expect(err).toContain("T has no schema; from its rows: n long, s string, d dynamic, at datetime.");
    expect(err).not.toContain("SecurityEvent");
  });

  test("prints one JSON object as the query API has it", async () => {
    const { code, out } = await kql("run", "--query", "print a = now(), b = 1h, c = long(null)", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      columns: [
        { name: "a", type: "datetime" },
        { name: "b", type: "timespan" },
        { name: "c", type: "long" },
      ],
      rows: [["2026-01-02T00:00:00.0000000Z", "01:00:00", null]],
    });
    const at = await kql(
      "run",
      "--query",
      "print year = datetime_part('year', now())",
      "--now",
      "1999-05-05",
      "--json",
    );
    expect(at.out).toContain("[[1999]]");
  });

  test("a schema without rows is an empty table", async () => {
    const { out } = await kql("run", "--query", "Empty_CL", "--json", "--tables", join(folder, "tables"));
    expect(JSON.parse(out)).toMatchObject({ columns: [{ type: "string" }, { type: "timespan" }], rows: [] });
  });

  test("a batch answers each line with one line, in order", async () => {
    const { code, out } = await kql("run", "--batch", join(folder, "batch"), "--tables", join(folder, "tables"));
    expect(code).toBe(0);
    const lines = out.trimEnd().split("\n");
    expect(lines[0]).toBe(
      '{"id":1,"columns":[{"name":"n","type":"long"},{"name":"d","type":"dynamic"}],"rows":[[9223372036854775807,"{\\"x\\":[1,2]}"]]}',
    );
    expect(lines.slice(1).map((line) => JSON.parse(line))).toMatchObject([
      { id: null, error: { code: "InvalidLine", line: 3 } },
      { id: "x", error: { code: "SyntaxError", position: { line: 1, column: 10 } } },
      { id: "y", error: { code: "InvalidLine", line: 5 } },
      { id: null, columns: [{ name: "Count", type: "long" }], rows: [[1]] },
    ]);
  });

  test.each<[argv: string[], code: number, reason: RegExp]>([
    [["--query", "print x"], 1, /^1:7 SemanticError: .*'x'/],
    [
      ["--query", "range x from 1 to 100000000000 step 1 | summarize sum(x)", "--timeout", "0.5"],
      1,
      /longer than 500 ms/,
    ],
    [[], 2, /--query "<text>" or --batch/],
    [["--query", "print 1", "--batch", "x"], 2, /either/],
    [["--query", "print 1", "--now", "yesterday"], 2, /2026-06-01/],
    [["--batch", "/nowhere/at/all"], 1, /cannot be read/],
    [["--query", "print 1", "--tables", "/nowhere/at/all"], 1, /cannot be read/],
  ])("%j ends with %i", async (argv, code, reason) => {
    const result = await kql("run", ...argv);
    expect({ code: result.code, out: result.out }).toEqual({ code, out: "" });
    expect(result.err).toMatch(reason);
  });

  test.each([
    ["bad", /T\.jsonl:2: a row is one JSON object/],
    ["worse", /T\.schema\.json is not an object of column name to type/],
    ["rules", /has no tables/],
  ])("says which file of %s is wrong", async (name, reason) => {
    const { code, err } = await kql("run", "--query", "T", "--tables", join(folder, name));
    expect(code).toBe(1);
    expect(err).toMatch(reason);
  });
});

describe("kql check", () => {
  test("prints where and what, and ends with 1", async () => {
    const [good, bad] = [join(folder, "good.kql"), join(folder, "bad.kql")];
    const { code, out } = await kql("check", good, bad);
    expect(code).toBe(1);
    expect(out).toMatch(/^.*bad\.kql:2:9 KS142 .*EventId.*\n.*bad\.kql:2:29 KS211 .*foo.*\n$/);
    expect(await kql("check", good, "--json")).toMatchObject({ code: 0, out: '{"diagnostics":[]}\n' });
  });

  test("a transformation is held to what is documented", async () => {
    const file = join(folder, "transform.kql");
    await writeFile(file, "source | where rand() < 0.5");
    const { code, out } = await kql("check", "--mode", "transform", "--source", "SecurityEvent", "--json", file);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ diagnostics: [{ file, code: "Function", position: { column: 16 } }] });
    expect(await kql("check", "--mode", "transform", file)).toMatchObject({ code: 2 });
  });
});

test("kql test runs each case of each rule", async () => {
  const { code, out } = await kql("test", join(folder, "rules"));
  expect(code).toBe(1);
  expect(out).toContain("wrong.json: expected quiet, found fires with 1 rows\n");
  expect(out).toContain("none: The rule has no cases\n");
  expect(out).toContain("4 cases, 2 as expected, 2 not.\n");
});
