import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkTransform } from "@logdoctor/kql";
import { tableColumns } from "@logdoctor/kql/tables";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { main } from "../cli.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "logdoctor-filter-"));
});
afterAll(() => rm(folder, { recursive: true }));

const DEFAULTS = new URL("../../../../kql/filter/defaults/rules.json", import.meta.url).pathname;
let files = 0;

async function file(text: string): Promise<string> {
  const path = join(folder, `${files++}`);
  await writeFile(path, text);
  return path;
}

async function filter(...argv: string[]) {
  let out = "";
  let err = "";
  const code = await main(["filter", ...argv], {
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

async function compiled(rules: object, ...flags: string[]) {
  const { code, out } = await filter("compile", "--rules", await file(JSON.stringify(rules)), "--json", ...flags);
  return { code, ...JSON.parse(out) };
}

const keyword = (more: object = {}) => ({
  ruleName: "probes",
  filterType: "Keyword",
  matchPattern: "probe",
  action: "DROP",
  ...more,
});

describe("compile", () => {
  test("the plan's examples are one line within the documented subset, in order", async () => {
    const { code, out } = await filter("compile", "--rules", DEFAULTS, "--json");
    const { transformKql, length, rules, warnings } = JSON.parse(out);
    expect({ code, length, warnings }).toEqual({ code: 0, length: transformKql.length, warnings: [] });
    expect(transformKql).toMatch(/^source \| where [^\n]*$/);
    expect(checkTransform(transformKql, tableColumns("AppTraces") ?? {})).toEqual([]);
    expect(rules.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual([
      "block-crawler-ips",
      "block-healthcheck",
      "block-static-assets",
      "block-k8s-internal",
      "sample-verbose-api",
    ]);
  });

  test("what is there is kept", async () => {
    const existing = await file("let a = 2; // source\nsource\n| where SeverityLevel > a\n");
    const { code, transformKql } = await compiled({ rules: [keyword()] }, "--existing", existing);
    expect(code).toBe(0);
    expect(transformKql).toMatch(/^let a = 2; \/\/ source\nsource \| where .*\n\| where SeverityLevel > a$/);
    const none = await compiled({}, "--existing", await file(transformKql));
    expect(none.transformKql).toBe("let a = 2; // source\nsource\n| where SeverityLevel > a");
    expect((await compiled({})).transformKql).toBe("source");
  });

  test("a table of one's own has the columns of its schema", async () => {
    await writeFile(join(folder, "Own_CL.schema.json"), '{"TimeGenerated":"datetime","Text":"string"}');
    const rules = { rules: [keyword({ columns: ["Text"] })] };
    expect((await compiled(rules, "--table", "Own_CL", "--tables", folder)).transformKql).toContain(
      "Text matches regex",
    );
    const without = await filter("compile", "--rules", await file(JSON.stringify(rules)), "--table", "Own_CL");
    expect(without).toMatchObject({ code: 1, err: expect.stringContaining("Own_CL.schema.json") });
  });

  test("values cannot break out", async () => {
    const odd = ['") or true //', "'; source | take 1", "\\", "a\nb", "$^.*", '@"'];
    const rules = odd.map((matchPattern, i) => keyword({ matchPattern, ruleName: `r${i}` }));
    const { code, transformKql } = await compiled({
      rules: [...rules, keyword({ filterType: "Source", matchPattern: odd, ruleName: "s" })],
    });
    expect(code).toBe(0);
    expect(checkTransform(transformKql, tableColumns("AppTraces") ?? {})).toEqual([]);
    expect(transformKql.split("\n").length).toBe(1);
  });

  test.each<[code: string, rules: object, flags: string[]]>([
    ["invalid-rules", { rules: [keyword({ matchPatern: "x" })] }, []],
    ["invalid-rules", { rules: [keyword({ filterType: "Word" })] }, []],
    [
      "too-long",
      {
        rules: Array.from({ length: 20 }, (_, i) =>
          keyword({ ruleName: `r${i}`, matchPattern: `${i}${"x".repeat(900)}` }),
        ),
      },
      [],
    ],
    ["duplicate", { rules: [keyword({ id: "a" }), keyword({ id: "a", matchPattern: "other" })] }, []],
    ["duplicate", { rules: [keyword({ id: "a" }), keyword({ id: "b", matchPattern: "PROBE" })] }, []],
    ["conflict", { rules: [keyword({ id: "a" }), keyword({ id: "b", matchPattern: "health probe" })] }, []],
    [
      "conflict",
      {
        rules: [
          keyword({ id: "a", matchMode: "Text", matchPattern: "rob" }),
          keyword({ id: "b", matchPattern: "/probe" }),
        ],
      },
      [],
    ],
    ["sampling-action", { rules: [keyword({ filterType: "Sampling" })] }, []],
    ["no-rate", { rules: [keyword({ filterType: "Sampling", action: "SAMPLE" })] }, []],
    ["unsupported-table", { rules: [keyword()] }, ["--table", "Usage"]],
    ["wrong-stream", { rules: [keyword()] }, ["--stream", "Microsoft-Table-AppRequests"]],
    ["unknown-column", { rules: [keyword({ columns: ["Mesage"] })] }, []],
    ["unknown-column", { rules: [keyword()] }, ["--table", "Perf"]],
    ["column-type", { rules: [keyword({ columns: ["TimeGenerated"] })] }, []],
    ["bad-value", { rules: [keyword({ filterType: "Source", matchPattern: "fe80::/10" })] }, []],
  ])("%s is refused with its reason", async (code, rules, flags) => {
    const result = await compiled(rules, ...flags);
    expect(result).toMatchObject({ code: 1, error: { code } });
    expect(result.error.message.length).toBeGreaterThan(10);
  });

  test("a bound of 0 rows a minute is none, and a bound holds against what was observed", async () => {
    const kept = async (maxPerMinute: number) => {
      const sampling = [{ id: "s", targetCategory: "/status", samplingRate: 0.5, maxPerMinute }];
      const { rules } = await compiled({ sampling }, "--table", "AppServiceHTTPLogs", "--observed", "s=1000");
      return rules[0].kept;
    };
    expect([await kept(0), await kept(250)]).toEqual([0.5, 0.25]);
    expect(
      await compiled({ sampling: [{ targetCategory: "/status", samplingRate: 0.5, maxPerMinute: -1 }] }),
    ).toMatchObject({
      code: 1,
      error: { message: expect.stringContaining("maxPerMinute") },
    });
  });

  test("a file that cannot be read is an error for programs too", async () => {
    const { code, out } = await filter("compile", "--rules", join(folder, "none.json"), "--json");
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ error: { code: "unreadable" } });
  });

  test("a misspelt field is named", async () => {
    const { error } = await compiled({ rules: [keyword({ matchPatern: "x" })] });
    expect(error.message).toContain("matchPatern");
  });

  test("a rule without a column in the table, an inactive and an expired one are left out and told", async () => {
    const rules = [
      keyword({ id: "on" }),
      keyword({ id: "off", isActive: false }),
      keyword({ id: "old", matchPattern: "old", expiresAt: "2026-05-01T00:00:00Z" }),
      keyword({ id: "none", filterType: "Category", matchPattern: "Shop" }),
    ];
    const { left, rules: made } = await compiled({ rules }, "--table", "AppServiceHTTPLogs");
    expect(made.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(["on"]);
    expect(left.map(({ id }: { id: string }) => id)).toEqual(["off", "old", "none"]);
  });
});

describe("dry-run", () => {
  const rows = [
    { _ItemId: "a", Message: "GET /healthz Health Check", ClientIP: "10.0.0.1" },
    { _ItemId: "b", Message: "loaded app.js", ClientIP: "66.249.66.1" },
    { _ItemId: "c", Message: "loaded data.json" },
    { Message: null },
    { _ItemId: "e", Message: "GET /static/site.css?v=2" },
  ];

  test("each row is the first rule's that drops it", async () => {
    const lines = await file(rows.map((row) => JSON.stringify(row)).join("\r\n"));
    const { code, out } = await filter(
      "dry-run",
      "--rules",
      DEFAULTS,
      "--table",
      "AppTraces",
      "--rows",
      lines,
      "--json",
    );
    const { processed, dropped, rules } = JSON.parse(out);
    expect({ code, processed, dropped }).toEqual({ code: 0, processed: 5, dropped: 3 });
    const ids = rules.map(({ ruleId, itemIds }: { ruleId: string; itemIds: string[] }) => [ruleId, itemIds]);
    expect(Object.fromEntries(ids)).toEqual({
      "block-crawler-ips": ["b"],
      "block-healthcheck": ["a"],
      "block-static-assets": ["e"],
      "block-k8s-internal": [],
      "sample-verbose-api": [],
    });
    expect(rules[0]).toMatchObject({ processed: 5, dropped: 1, dropRate: 0.2 });
  });

  test("a table that nobody knows has the columns of its rows", async () => {
    const lines = await file('{"Text":"a probe","kind":"x"}\n{"Text":"b","kind":"x"}');
    const rules = await file(JSON.stringify({ rules: [keyword({ columns: ["Text"] })] }));
    const { out } = await filter("dry-run", "--rules", rules, "--table", "Own_CL", "--rows", lines, "--json");
    expect(JSON.parse(out).rules[0]).toMatchObject({ dropped: 1, itemIds: ["row-1"] });
  });

  test("says the same for people, and which line is wrong", async () => {
    const good = await file('{"Message":"a"}\n');
    expect((await filter("dry-run", "--rules", DEFAULTS, "--rows", good)).out).toContain("0 of 1 rows of AppTraces");
    const bad = await file('{"Message":"a"}\n[1]\n');
    expect(await filter("dry-run", "--rules", DEFAULTS, "--rows", bad)).toMatchObject({
      code: 1,
      err: expect.stringContaining(":2"),
    });
  });
});

test("explain says which rule drops a row and what it saw", async () => {
  const row = await file(JSON.stringify({ Message: "a READINESS probe for app.js", ClientIP: "1.2.3.4" }));
  const { code, out } = await filter("explain", "--rules", DEFAULTS, "--row", row, "--json");
  const answer = JSON.parse(out);
  expect(code).toBe(0);
  expect(answer).toMatchObject({ dropped: true, ruleId: "block-healthcheck", heldOut: false });
  expect(answer.reason).toBe('block-healthcheck drops it: Message has "readiness"');
  expect(answer.rules.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
    "no-match",
    "drops",
    "would-drop",
    "no-match",
    "no-match",
  ]);
});
