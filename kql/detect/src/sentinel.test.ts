import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ticksFromIso } from "@logdoctor/kql-engine";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { loadPatterns } from "./load-patterns.ts";
import { exportSentinel, importSentinel } from "./sentinel.ts";
import { SOURCE_TABLES, sourcesOf } from "./sources.ts";
import { engineWith, type TableRow } from "./testing/run-rows.ts";

const patterns = loadPatterns();
const several = patterns.filter((pattern) => exportSentinel(pattern).length > 1);

function queriesOf(rules: readonly string[]): string[] {
  return rules.map((yaml) => String((parse(yaml) as { query: unknown }).query));
}

test.each(patterns)("$id comes back from Sentinel's shape as it went", (pattern) => {
  const [first = "", ...others] = exportSentinel(pattern);

  expect(importSentinel(first)).toEqual(pattern);
  expect(others.map((yaml) => importSentinel(yaml).logDoctor)).toEqual(others.map(() => undefined));
  const ids = [first, ...others].map((yaml) => importSentinel(yaml).id);
  expect(new Set(ids).size).toBe(ids.length);
});

test.each(patterns)("$id fits into Sentinel over each of its tables", (pattern) => {
  const tables = SOURCE_TABLES.filter((table) => sourcesOf(table)[0]?.shape === pattern.logDoctor.shape);
  const lengths = tables.flatMap((table) => queriesOf(exportSentinel(pattern, table)).map(({ length }) => length));

  expect(lengths.length).toBeGreaterThanOrEqual(tables.length);
  expect(lengths.filter((length) => length > 10_000)).toEqual([]);
});

const folder = fileURLToPath(new URL("../../patterns/", import.meta.url));
const texts = [
  ...several.flatMap(({ id }) =>
    readdirSync(`${folder}${id}/cases`)
      .map((file) => JSON.parse(readFileSync(`${folder}${id}/cases/${file}`, "utf8")) as Case)
      .flatMap(({ tables }) => tables["AppServiceHTTPLogs"] ?? [])
      .map(({ CsUriQuery }) => String(CsUriQuery)),
  ),
  ...[
    "1' or 1=1-- ",
    "; cat /etc/passwd",
    "|id",
    "<b onclick=",
    '" onx=1 ',
    "ping -c 1 /x",
    "';",
    "sleep(5)",
    "$(id)",
  ].map((text) => `q=${encodeURIComponent(text)}`),
];
interface Case {
  readonly tables: Readonly<Record<string, readonly TableRow[]>>;
}

test.each(several)("the rules of $id match together what it matches", async (pattern) => {
  const at = "2026-06-01T11:50:00Z";
  const rows = texts.map((query, i) => ({
    TimeGenerated: at,
    _ItemId: `row-${i}`,
    CIp: `10.0.0.${i}`,
    CsUriQuery: query,
  }));
  const engine = await engineWith("AppServiceHTTPLogs", rows);
  try {
    const matched = async (query: string) => {
      const answer = await engine.query(query, { now: ticksFromIso("2026-06-01T12:00:00Z") });
      const entity = answer.columns.findIndex(({ name }) => name === "Entity");
      const found: unknown[] = [];
      for await (const batch of answer.rows())
        for (const line of batch) found.push((JSON.parse(line) as unknown[])[entity]);
      return found;
    };
    const together = new Set((await Promise.all(queriesOf(exportSentinel(pattern)).map(matched))).flat());
    const whole = new Set(await matched(pattern.query));
    expect(together).toEqual(whole);
    expect(whole.size).toBeGreaterThan(0);
    expect(whole.size).toBeLessThan(rows.length);
  } finally {
    await engine.close();
  }
});

test("a pattern goes over another of its tables, in one rule and in several", () => {
  for (const id of ["path-scanner", "sql-injection"]) {
    const pattern = patterns.find((one) => one.id === id);
    if (pattern === undefined) throw new Error(`There is no ${id}`);
    for (const query of queriesOf(exportSentinel(pattern, "W3CIISLog"))) expect(query).toMatch(/^W3CIISLog$/m);
    const [first = ""] = exportSentinel(pattern, "W3CIISLog");
    expect(importSentinel(first).query).toMatch(/^W3CIISLog$/m);
    expect(() => exportSentinel(pattern, "Heartbeat")).toThrow(RangeError);
  }
});

const foreign = `
id: 7ee72a9e-2e54-459c-bc8a-8c08a6532a63
name: Failed log-ins
description: Of somebody else
severity: Medium
queryFrequency: 1d
queryPeriod: 2d
triggerOperator: gt
triggerThreshold: 5
tactics: [CredentialAccess]
relevantTechniques: [T1110]
query: "SigninLogs | where ResultType == '50126'"
version: 1.0.4
kind: Scheduled
`;

test("a rule of somebody else keeps its query and what Log Doctor does not know", () => {
  expect(importSentinel(`${foreign}suppressionEnabled: false\n`)).toMatchObject({
    query: "SigninLogs | where ResultType == '50126'",
    suppressionEnabled: false,
    status: "Available",
  });
});

test.each([
  ["a rule that is not scheduled", foreign.replace("Scheduled", "NRT")],
  ["a rule without a query", foreign.replace(/^query.*$/m, "")],
  ["no rule", "- 1"],
])("%s is refused", (_, yaml) => {
  expect(() => importSentinel(yaml)).toThrow();
});
