import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadPatterns } from "@logdoctor/kql-detect";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { main } from "../cli.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "logdoctor-sentinel-"));
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
    credential: () => Promise.reject(new Error("not needed")),
  });
  return { code, ...io };
}

function aRule(over: Record<string, string> = {}): string {
  const rule = {
    id: "f7c3d5a1-0b5e-4a61-9d9a-0c2a5b3c7e11",
    name: "Failed sign-ins",
    description: "Many of them.",
    severity: "Medium",
    queryFrequency: "1h",
    queryPeriod: "1d",
    triggerOperator: "gt",
    query: "SigninLogs | where ResultType != '0' | summarize n = count() by IPAddress | where n > 10",
    version: "1.0.2",
    kind: "Scheduled",
    ...over,
  };
  return `${Object.entries(rule)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
    .join("\n")}\ntriggerThreshold: 0\ntactics: [CredentialAccess]\nx-own-field: kept\n`;
}

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

test("a rule of Sentinel becomes a folder that kql test takes, and its query is as it was", async () => {
  const path = await file("rule.yaml", aRule());
  const { code, err } = await kql("import", "--sentinel", path, "--out", join(folder, "rules"));

  const written = join(folder, "rules", "f7c3d5a1-0b5e-4a61-9d9a-0c2a5b3c7e11", "rule.yaml");
  expect({ code, err }).toEqual({ code: 0, err: `Written: ${written}\n` });
  const rule = parse(await readFile(written, "utf8"));
  expect(rule).toMatchObject({ query: parse(aRule()).query, queryPeriod: "1d", "x-own-field": "kept" });
  expect((await kql("test", join(folder, "rules"))).out).toContain("The rule has no cases");
  expect(await kql("import", "--sentinel", path, "--out", join(folder, "rules"))).toMatchObject({
    code: 1,
    err: expect.stringContaining("is there already"),
  });
});

test.each(["sql-injection", "path-scanner", "signin-password-spray"])(
  "%s goes to Sentinel and comes back as it was",
  async (id) => {
    const exported = await kql("export", "--sentinel", id);
    const imported = await kql("import", "--sentinel", await file(`${id}.yaml`, exported.out));

    expect([exported.code, imported.code, imported.err]).toEqual([0, 0, ""]);
    expect(parse(imported.out)).toEqual(loadPatterns().find((one) => one.id === id));
    expect(parse(exported.out).query.length).toBeLessThanOrEqual(10_000);
  },
);

test("a pattern that is too long for one rule of Sentinel is several, and each is printed", async () => {
  const first = await kql("export", "--sentinel", "sql-injection");
  const parts = Number(/of the (\d) that sql-injection is/.exec(first.err)?.[1]);
  expect(parts).toBeGreaterThan(1);

  const last = await kql("export", "--sentinel", "sql-injection", "--part", String(parts));
  const rule = parse(last.out);
  expect(rule).toMatchObject({ id: `sql-injection-${parts}`, kind: "Scheduled" });
  expect(rule.query.length).toBeLessThanOrEqual(10_000);
  expect(await kql("import", "--sentinel", await file("last.yaml", last.out))).toMatchObject({ code: 0, err: "" });
  for (const part of [String(parts + 1), "0", "x"])
    expect(await kql("export", "--sentinel", "sql-injection", "--part", part)).toMatchObject({ code: 1, out: "" });
});

test("a rule for another table reads that table", async () => {
  const { out } = await kql("export", "--sentinel", "path-scanner", "--table", "W3CIISLog");

  expect(parse(out).query).toContain("W3CIISLog");
  expect(await kql("export", "--sentinel", "path-scanner", "--table", "SigninLogs")).toMatchObject({
    code: 1,
    out: "",
    err: expect.stringContaining("It reads: "),
  });
});

test.each([
  ["no rule at all", "just: text", "no scheduled analytics rule"],
  ["no YAML", "a: [", "no scheduled analytics rule"],
  ["a rule of another kind", aRule({ kind: "NRT" }), "kind"],
  ["a query that is no KQL", aRule({ query: "SigninLogs | where (" }), "is not KQL"],
  ["an id that leads elsewhere", aRule({ id: "../../etc" }), "is no name of a folder"],
])("%s is refused with the reason, and nothing is written", async (_, text, reason) => {
  const { code, out, err } = await kql("import", "--sentinel", await file("bad.yaml", text), "--out", folder);

  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toContain(reason);
});

test("a function that only the other workspace has is a warning", async () => {
  const path = await file("asim.yaml", aRule({ query: "_Im_WebSession(starttime=ago(1d)) | count" }));
  const { code, out, err } = await kql("import", "--sentinel", path);

  expect(code).toBe(0);
  expect(out).toContain("_Im_WebSession");
  expect(err).toMatch(/^Warning: 1:1 .*_Im_WebSession/);
});

test("a pattern that there is not, and a file that there is not, are said", async () => {
  expect(await kql("export", "--sentinel", "none")).toMatchObject({
    code: 1,
    err: expect.stringContaining('no pattern "none". There are: admin-path-probing'),
  });
  expect(await kql("import", "--sentinel", join(folder, "none.yaml"))).toMatchObject({ code: 1 });
  expect(await kql("import")).toMatchObject({ code: 2 });
});
