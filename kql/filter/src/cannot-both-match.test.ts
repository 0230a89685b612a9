import { createEngine, type Engine } from "@logdoctor/kql-engine";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { proofOf } from "./cannot-both-match.ts";
import { judgeOf } from "./evaluate.ts";
import { readFilter } from "./from-documents.ts";
import type { Columns } from "./targets.ts";

const COLUMNS: Columns = {
  TimeGenerated: "datetime",
  Message: "string",
  Category: "string",
  Level: "int",
  Properties: "dynamic",
};

const texts = ["", "a", "b", "A", "1", "a b", "ab", "a1", "b a", "b.a", "ba b", "s", "sa", "S"];
const rows = texts.flatMap((Message) =>
  ["", "a", "b a"].flatMap((Category) =>
    [null, 0, 1, 2].map((Level) => ({ Message, Category, Level, Properties: { c: Category } })),
  ),
);

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ threads: 1 });
  const columns = Object.entries({ ...COLUMNS, I: "int" as const }).map(([name, type]) => ({ name, type }));
  await engine.createTable("T", columns);
  await engine.insertJson(
    "T",
    rows.map((row, I) => JSON.stringify({ ...row, I })),
    0n,
  );
});
afterAll(() => engine.close());

async function numbers(text: string): Promise<number[]> {
  const { rows: batches } = await engine.query(text, { now: 0n });
  const found: number[] = [];
  for await (const batch of batches()) found.push(...batch.map((line) => Number(JSON.parse(line)[0])));
  return found;
}

const literal = fc.constantFrom("a", "b", "A", "ab", "a b", "b a", "1", "s", "");
const quoted = literal.map((text) => JSON.stringify(text));
const textOperator = fc.constantFrom(
  "==",
  "!=",
  "=~",
  "!~",
  "has",
  "!has",
  "has_cs",
  "contains",
  "!contains",
  "contains_cs",
  "startswith",
  "startswith_cs",
  "endswith",
);
const textColumn = fc.constantFrom("Message", "Category", "tostring(Properties.c)", 'tostring(Properties["c"])');
const condition = fc.oneof(
  fc.tuple(textColumn, textOperator, quoted).map((parts) => parts.join(" ")),
  fc
    .tuple(textColumn, fc.constantFrom("in", "!in"), fc.array(quoted, { minLength: 1, maxLength: 3 }))
    .map(([column, operator, list]) => `${column} ${operator} (${list.join(", ")})`),
  fc
    .tuple(fc.constantFrom("==", "!=", "<", "<=", ">", ">="), fc.integer({ min: -1, max: 3 }))
    .map(([operator, value]) => `Level ${operator} ${value}`),
  fc.constantFrom(
    "isempty(Message)",
    "isnotempty(Category)",
    "(Level == 1 or Message == 'a')",
    "strlen(Message) > 1",
    "not(Message has 'a')",
  ),
);
const predicate = fc.array(condition, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(" and "));

const word = literal.filter((text) => text !== "");
const words = fc.array(word, { minLength: 1, maxLength: 2 });
const rule = fc.oneof(
  fc.record({
    filterType: fc.constant("Keyword" as const),
    matchPattern: words,
    matchMode: fc.constantFrom("Term" as const, "Text" as const),
    columns: fc.constantFrom(["Message"], ["Category", "Message"], ["Properties.c"]),
  }),
  fc.record({
    filterType: fc.constant("Category" as const),
    matchPattern: words,
    columns: fc.constantFrom(["Message"], ["Category"], ["Properties.c"]),
  }),
  fc.record({
    filterType: fc.constant("Category" as const),
    matchPattern: fc.constantFrom(["0"], ["1", "2"], ["3"]),
    columns: fc.constant(["Level"]),
  }),
);

test("safe and overlap are what a small world shows, for every row of it", async () => {
  const seen = { safe: 0, overlap: 0, unknown: 0 };
  const property = fc.asyncProperty(rule, predicate, async (looked, text) => {
    const document = { ...looked, id: "r", ruleName: "r", action: "DROP", priority: 1, isActive: true } as const;
    const { ast } = readFilter({ table: "T", columns: COLUMNS, rules: [document], sampling: [] });
    const [node] = ast.rules;
    if (node === undefined) throw new Error("There is no rule");
    const { proof, witness } = proofOf(node, text, COLUMNS);
    seen[proof]++;
    const judge = judgeOf(ast);
    if (proof === "safe") {
      const both = (await numbers(`T | where ${text} | project I`)).filter(
        (i) => judge(rows[i] ?? {}).rule !== undefined,
      );
      expect(both).toEqual([]);
    }
    if (witness !== undefined) {
      const value = (column: string) => witness.find((one) => one.column.column === column)?.value ?? "";
      const row = {
        Message: value("Message"),
        Category: value("Category"),
        Properties: { c: value("Properties") },
        ...(value("Level") === "" ? {} : { Level: Number(value("Level")) }),
      };
      expect(judge(row).rule).toBeDefined();
      const printed = `print Message = ${JSON.stringify(row.Message)}, Category = ${JSON.stringify(row.Category)}, Level = int(${value("Level") || "null"}), Properties = dynamic(${JSON.stringify(row.Properties)})`;
      expect(await numbers(`${printed} | where ${text} | count`)).toEqual([1]);
    }
  });
  await fc.assert(property, { numRuns: 120 });
  expect(Math.min(seen.safe, seen.overlap)).toBeGreaterThan(8);
}, 120_000);

test.each([
  [["kube-system"], 'Category == "shop" and Message has "x"', "safe"],
  [["kube-system"], 'Category in ("shop", "kube-system")', "overlap"],
  [["kube-system"], 'Category =~ "KUBE-SYSTEM"', "overlap"],
  [["kube-system"], 'Category =~ "\u212aube-system"', "unknown"],
  [["kube-system"], 'Category contains "\u017f"', "unknown"],
  [["kube-system"], "Level > 2", "overlap"],
  [["kube-system"], 'Category == "shop" or Level > 2', "unknown"],
  [["kube-system"], 'Category == "shop" and hash_sha256(Message) == "x"', "safe"],
  [["kube-system"], "this is no predicate", "unknown"],
])("category %j against %s is %s", (matchPattern, text, proof) => {
  const document = {
    id: "r",
    ruleName: "r",
    filterType: "Category",
    matchPattern,
    action: "DROP",
    priority: 1,
    isActive: true,
  } as const;
  const [node] = readFilter({ table: "T", columns: COLUMNS, rules: [document], sampling: [] }).ast.rules;
  expect(node === undefined ? undefined : proofOf(node, text, COLUMNS).proof).toBe(proof);
});
