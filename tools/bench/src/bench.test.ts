import { describe, expect, test } from "vitest";
import { bench } from "./bench.ts";
import { judged } from "./result.ts";
import { progressLine } from "./retain-faults.ts";

async function run(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = "";
  let err = "";
  const code = await bench(argv, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}

// Sizes are tiny and times are not looked at: this is about whether the benchmarks still run.
describe("npm run bench", () => {
  test.each([
    ["archive", ["archive speed", "archive work"]],
    ["agent-start", ["agent import to first poll", "agent process"]],
    ["retain-faults", ["retain histories", "retain promises broken"]],
    ["notify", ["notify report to card, P50", "notify cards sent once"]],
    ["notify-races", ["notify-races wrong cards of 20"]],
    ["prevent", ["prevent 20 rules, one scan", "prevent 20 rules, reads of the table"]],
    ["templates", ["templates speed", "templates accuracy, generated"]],
  ])("%s gives figures as JSON", async (name, expected) => {
    const { code, out } = await run(name, "--small", "--json");
    const results = JSON.parse(out) as { name: string; value: number; unit: string }[];
    expect(code).toBe(0);
    expect(results.map((result) => result.name)).toEqual(expect.arrayContaining(expected));
    for (const { value } of results) expect(Number.isFinite(value)).toBe(true);
  });

  test("prints a table for people", async () => {
    const { out, err } = await run("retain-faults", "--runs", "2");
    expect(out).toMatch(/^FIGURE +VALUE +UNIT/);
    expect(out).toMatch(/retain promises broken +0.00 .* none +met/);
    expect(err).toMatch(/^2 of 2 histories, [\d.]+ a second, 0.0 minutes left$/m);
  });

  test.each([
    [["nothing"], "There are: archive"],
    [["--runs", "0"], "--runs takes"],
    [["--fast"], "Unknown option"],
  ])("%j exits with 2", async (argv, reason) => {
    const { code, out, err } = await run(...argv);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(reason);
  });
});

test("a result is judged by its value or by its ratio", () => {
  const result = { name: "a", value: 10, unit: "ms", ratio: 0.4 };
  expect(judged(result, { of: "ratio", least: 0.5 })).toMatchObject({ ok: false, target: "ratio >= 0.5" });
  expect(judged(result, { of: "value", most: 10 })).toMatchObject({ ok: true, target: "value <= 10" });
  expect(judged({ name: "a", value: 1, unit: "" }, { of: "ratio", least: 0 })).toMatchObject({ ok: false });
});

test.each([
  [{ played: 6_000, runs: 20_000, seconds: 600 }, "6,000 of 20,000 histories, 10.0 a second, 23.3 minutes left"],
  [{ played: 0, runs: 20, seconds: 10 }, "0 of 20 histories, 0.0 a second, ? minutes left"],
])("progress %j", (at, line) => {
  expect(progressLine(at)).toBe(line);
});
