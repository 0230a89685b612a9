import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { declaredTables, tableColumns } from "@logdoctor/kql/tables";
import { priceBooks, useVerdict } from "@logdoctor/shared-policies";
import { describe, expect, test } from "vitest";
import { checkRule } from "./check/check-rule.ts";
import { composePrevention } from "./compose.ts";
import { findingsOf } from "./findings.ts";
import { GROUP_COLUMNS } from "./groups.ts";
import { loadRules } from "./load-rules.ts";
import { activeShipped, readsTable } from "./rule.ts";
import { shippedNormalisers } from "./sources.ts";
import { engineWith, groupsIn, type TableRow } from "./testing/run-rows.ts";
import { wordTemplates } from "./testing/word-templates.ts";

const folder = fileURLToPath(new URL("../../rules/", import.meta.url));
const rules = loadRules();
const active = rules.map(activeShipped);
const normalisers = shippedNormalisers();

interface Repeated {
  readonly times: number;
  readonly everySeconds: number;
  readonly row: TableRow;
}

interface Case {
  readonly rule: string;
  readonly file: string;
  readonly expect: "fires" | "quiet";
  readonly table: string;
  readonly rows?: readonly Repeated[];
  readonly use?: Parameters<typeof useVerdict>[0];
}

const cases: Case[] = rules.flatMap(({ id }) =>
  readdirSync(`${folder}${id}/cases`).map((file) => ({
    ...(JSON.parse(readFileSync(`${folder}${id}/cases/${file}`, "utf8")) as Omit<Case, "rule" | "file">),
    rule: id,
    file,
  })),
);

/** Rows of a case: each is one row so many times, `{i}` in its texts its number. */
function rowsOf({ rows = [] }: Case): TableRow[] {
  return rows.flatMap(({ times, everySeconds, row }, place) =>
    Array.from({ length: times }, (_, i) => {
      const own = JSON.parse(JSON.stringify(row).replaceAll("{i}", String(i))) as TableRow;
      const at = Date.parse(String(row["TimeGenerated"])) + i * everySeconds * 1000;
      return { ...own, TimeGenerated: new Date(at).toISOString(), _ItemId: `row-${place}-${i}` };
    }),
  );
}

/** What fires for cases of one table that run in one query, as in life; each has a resource of its own. */
async function firedIn(table: string, together: readonly Case[]): Promise<string[]> {
  const [prices] = priceBooks;
  if (prices === undefined) throw new Error("There are no prices");
  const resource = (row: TableRow, place: number) => `${String(row["_ResourceId"])}#${place}`;
  const rows = together.flatMap((one, place) =>
    rowsOf(one).map((row) => ({ ...row, _ResourceId: resource(row, place) })),
  );
  const groups = await groupsIn(table, rows, active);
  const tools = { templates: wordTemplates(), prices, mask: (text: string) => text };
  const { findings } = findingsOf(groups, active, { table, plan: "Analytics", hours: 1, ...tools });
  return together.map(({ rule }, place) => {
    const own = findings.filter((finding) => finding.resource === "" || finding.resource.endsWith(`#${place}`));
    return own.some(({ ruleId }) => ruleId === rule) ? "fires" : "quiet";
  });
}

/** Cases about shares of a table are alone in it. */
const aboutRows = cases.filter(({ rows }) => rows !== undefined);
const alone = aboutRows.filter(({ rule }) => rules.find(({ id }) => id === rule)?.ruleType === "UsageCheck");
const runs = [
  ...alone.map((one) => [one]),
  ...Map.groupBy(
    aboutRows.filter((one) => !alone.includes(one)),
    ({ table }) => table,
  ).values(),
].map((together) => ({ table: together[0]?.table ?? "", together }));

describe("every rule", () => {
  test("has the id of its folder, and no other has it", () => {
    expect(rules.map(({ id }) => id)).toEqual(readdirSync(folder).sort());
  });

  test.each(rules.filter(({ kqlQuery }) => kqlQuery !== undefined))("$id passes the check for rules", (rule) => {
    const check = checkRule(rule.kqlQuery ?? "");
    const condition = activeShipped(rule).predicate?.condition;
    expect(check).toEqual({ ok: true, predicate: { extends: [], condition: `(${condition})` } });
  });

  test.each(rules)("$id has cases that fire, cases that stay quiet and a guide", ({ id }) => {
    const own = cases.filter(({ rule }) => rule === id);
    expect(new Set(own.map(({ expect }) => expect))).toEqual(new Set(["fires", "quiet"]));
    expect(readFileSync(`${folder}${id}/guide.md`, "utf8")).toMatch(/^# .+\n\n.+/);
  });

  test.each(runs)("cases over $table come out as they say", async ({ table, together }) => {
    const fired = await firedIn(table, together);
    const named = (of: readonly string[]) => together.map(({ rule, file }, i) => `${rule}/${file} ${of[i]}`);
    expect(named(fired)).toEqual(named(together.map((one) => one.expect)));
  });

  test("cases about use come out as they say", () => {
    const told = cases.flatMap(({ use, expect }) =>
      use === undefined ? [] : [[expect, useVerdict(use) === "unused" ? "fires" : "quiet"]],
    );
    expect(told.length).toBeGreaterThan(2);
    for (const [said, found] of told) expect(found).toBe(said);
  });
});

describe("every source", () => {
  test("is a declared table", () => {
    expect(Object.keys(normalisers).filter((table) => !declaredTables().includes(table))).toEqual([]);
  });

  test.each(Object.entries(normalisers))(
    "%s becomes log records that all rules can read",
    async (table, normaliser) => {
      const engine = await engineWith(table, []);
      const columns = Object.keys(tableColumns(table) ?? {});
      const text = composePrevention({
        source: { table, normaliser },
        rules: active,
        from: "2026-06-01T11:00:00Z",
        to: "2026-06-01T12:00:00Z",
      });
      const answer = await engine.query(text, { now: 0n });
      expect(answer.columns.map(({ name }) => name).toSorted()).toEqual(GROUP_COLUMNS.toSorted());
      expect(columns.length).toBeGreaterThan(5);
      expect(active.filter((rule) => readsTable(rule, table)).length).toBeGreaterThan(2);
      await engine.close();
    },
  );
});
