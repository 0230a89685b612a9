import { tableColumns } from "@logdoctor/kql/tables";
import { createEngine, type Engine, ticksFromIso } from "@logdoctor/kql-engine";
import {
  type ActiveRule,
  activeShipped,
  composePrevention,
  findingsOf,
  loadRules,
  parseGroups,
  readsTable,
  rulesOf,
  shippedNormalisers,
  type Templates,
} from "@logdoctor/kql-prevent";
import { checkRule } from "@logdoctor/kql-prevent/check";
import { priceBookFor } from "@logdoctor/shared-policies";
import { type BenchOptions, type BenchResult, judged } from "../result.ts";
import { chattyRows, kinds } from "./chatty-rows.ts";

const table = "AppTraces";
const window = { from: "2026-06-01T12:00:00Z", to: "2026-06-01T12:00:01Z" };
/** How many rules, and for how many of them, spread over all, one query per rule is measured and told for all. */
const usual = { counts: [5, 20, 60, 200], sampled: 10 };
const tiny = { counts: [20], sampled: 2 };

/**
 * What one scan for all rules takes against one query per rule: how often the table is read, the time, and whether both find
 * the same.
 */
export async function benchPrevent({ small, note }: BenchOptions): Promise<BenchResult[]> {
  const engine = await createEngine({ memoryLimit: "2GB" });
  try {
    const columns = Object.entries(tableColumns(table) ?? {}).map(([name, type]) => ({ name, type }));
    await engine.createTable(table, columns);
    const rows = small ? 2_000 : 200_000;
    await engine.insertJson(table, chattyRows(rows), ticksFromIso(window.from));
    const { counts, sampled } = small ? tiny : usual;
    const all = rulesFor(Math.max(...counts));
    await foundBy(engine, all.slice(0, 1));
    const results: BenchResult[] = [];
    for (const count of counts) {
      note(`${count} rules over ${rows} rows`);
      results.push(...(await compared(engine, all.slice(0, count), sampled)));
    }
    return results;
  } finally {
    await engine.close();
  }
}

/** The shipped rules that read the table, then rules as tenants write them. */
function rulesFor(count: number): ActiveRule[] {
  const shipped = loadRules()
    .map(activeShipped)
    .filter((rule) => readsTable(rule, table));
  const [model] = shipped;
  if (model === undefined) throw new Error("No rule reads the table");
  const own = Array.from({ length: count }, (_, i): ActiveRule => {
    const word = kinds[i % kinds.length];
    const kql = `LogRecords | extend Size = strlen(Message) | where Message has "${word}" and Size > ${20 + (i % 7)}`;
    const check = checkRule(kql, `Own${i}`);
    if (!check.ok) throw new Error(check.diagnostics[0]?.message);
    return { ...model, id: `own-${i}`, version: "own", custom: true, predicate: check.predicate };
  });
  return [...shipped, ...own].slice(0, count);
}

async function compared(engine: Engine, rules: readonly ActiveRule[], sampled: number): Promise<BenchResult[]> {
  const together = await foundBy(engine, rules);
  const step = Math.max(1, Math.floor(rules.length / sampled));
  const chosen = rules.filter((_, i) => i % step === 0).slice(0, sampled);
  let alone = 0;
  let differing = 0;
  for (const rule of chosen) {
    const one = await foundBy(engine, [rule]);
    alone += one.ms;
    if (one.found.get(rule.id) !== together.found.get(rule.id)) differing += 1;
  }
  const baseline = (alone / chosen.length) * rules.length;
  const time = { name: `prevent ${rules.length} rules, one scan`, value: together.ms, unit: "ms", baseline };
  const reads = { name: `prevent ${rules.length} rules, reads of the table`, value: together.reads, unit: "" };
  const wrong = { name: `prevent ${rules.length} rules, told otherwise`, value: differing, unit: "rules" };
  return [
    judged({ ...time, ratio: together.ms / baseline }, { of: "ratio", most: 0.5 }),
    judged({ ...reads, baseline: rules.length, ratio: together.reads / rules.length }, { of: "value", most: 1 }),
    judged(wrong, { of: "value", most: 0 }),
  ];
}

/** Templates that do not depend on what else was learned, so that both ways can be compared. */
const wordsWithDigits: Templates = {
  learn: () => undefined,
  templateOf(message) {
    const template = message.replace(/\S*\d\S*/g, "<*>").replace(/session \S+/, "session <*>");
    return { templateId: template.slice(0, 60), template };
  },
};

/** What rules find by one query, by rule: templates with their rows and bytes, as text. */
async function foundBy(engine: Engine, rules: readonly ActiveRule[]) {
  const source = { table, normaliser: shippedNormalisers()[table] ?? "" };
  const text = composePrevention({ source, rules, ...window });
  const from = performance.now();
  const groups = parseGroups(await answerOf(engine, text), rulesOf({ source, rules }));
  const tools = { templates: wordsWithDigits, prices: priceBookFor("eastus", new Date(window.to)) };
  const facts = { table, plan: "Analytics" as const, hours: 5, mask: (part: string) => part };
  const { findings } = findingsOf(groups, rules, { ...facts, ...tools });
  const ms = performance.now() - from;
  const byRule = Map.groupBy(findings, ({ ruleId }) => ruleId);
  const found = new Map(
    [...byRule].map(([id, own]) => [
      id,
      own
        .map(({ template, count, bytes, perHour }) => `${template} ${count} ${bytes} ${perHour}`)
        .toSorted()
        .join("\n"),
    ]),
  );
  const reads = text.split("\n").filter((line) => line.trim() === table).length;
  return { found, ms, reads };
}

async function answerOf(engine: Engine, text: string): Promise<Record<string, unknown>[]> {
  const { columns, rows } = await engine.query(text, { now: ticksFromIso(window.to) });
  const cells: Record<string, unknown>[] = [];
  for await (const batch of rows())
    for (const line of batch) {
      const values = JSON.parse(line) as unknown[];
      cells.push(Object.fromEntries(columns.map(({ name }, i) => [name, values[i]])));
    }
  return cells;
}
