import { createEngine, type Engine, runTransform } from "@logdoctor/kql-engine";
import type { RuleDocument } from "@logdoctor/shared-policies";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compile } from "./compile.ts";
import { judgeOf } from "./evaluate.ts";
import { readFilter } from "./from-documents.ts";
import { FilterRefusal } from "./refusal.ts";
import { parseRow } from "./row-values.ts";
import type { Columns } from "./targets.ts";

const COLUMNS: Columns = {
  TimeGenerated: "datetime",
  Id: "string",
  Message: "string",
  Category: "string",
  ClientIP: "string",
  OperationId: "string",
  SeverityLevel: "int",
  Big: "long",
  Properties: "dynamic",
  LogMessage: "dynamic",
};

const piece = fc.constantFrom(
  ...[
    "health check",
    "readiness",
    "probe",
    ".js",
    ".json",
    "/api/v1/status",
    "K",
    "s",
    "\u017f",
    "\u212a",
    "\u0130",
    "\u0131",
  ],
  ...[
    "\u00e9",
    "É",
    "ς",
    "σ",
    "Σ",
    "\u00b5",
    "μ",
    "ß",
    "ẞ",
    "ё",
    "Ё",
    "헬스",
    "가",
    "😀",
    "0",
    "9",
    "_",
    "-",
    " ",
    "\n",
    "\u0000",
    "\u2028",
  ],
  ...['"', "'", "\\", "$", "^", "(", "[a", "|", "\t", "{2}", "\\d", "//", ";", "a", "Z"],
);
const text = fc.array(piece, { maxLength: 5 }).map((parts) => parts.join(""));
const word = fc
  .array(piece, { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join(""))
  .filter((found) => found.trim() !== "");
const cased = text.chain((value) => fc.constantFrom(value, value.toUpperCase(), value.toLowerCase()));
const address = fc.oneof(
  fc
    .tuple(...Array.from({ length: 4 }, () => fc.constantFrom(0, 1, 9, 10, 16, 31, 99, 100, 255, 256)))
    .map((octets) => octets.join(".")),
  fc.constantFrom("::1", "", "10.1", "10.1.16.09", "010.1.16.9"),
);
const range = fc
  .tuple(
    fc.tuple(...Array.from({ length: 4 }, () => fc.constantFrom(1, 10, 16, 100, 255))),
    fc.integer({ min: 1, max: 32 }),
  )
  .map(([octets, bits]) => `${octets.join(".")}/${bits}`);
const leaf = fc.oneof(
  cased,
  fc.boolean(),
  fc.constant(null),
  fc.integer({ min: -5, max: 5 }),
  fc.constantFrom(1.5, 2.25),
);
const dynamic = fc.oneof(
  leaf,
  fc.array(leaf, { maxLength: 2 }),
  fc.dictionary(fc.constantFrom("CategoryName", "a"), leaf),
);

const row = fc.record(
  {
    TimeGenerated: fc.constantFrom("2026-01-01T00:00:00Z", "2026-01-01T00:00:00.1234567Z", null),
    Message: fc.oneof(cased, fc.constant(null), fc.integer(), fc.boolean()),
    Category: fc.oneof(cased, fc.constantFrom("kube-system", "Kube-System", "")),
    ClientIP: address,
    OperationId: fc.oneof(fc.constantFrom("", "op-1", "op-2"), cased),
    SeverityLevel: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constantFrom("0", "3", null)),
    Big: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom("2", "9007199254740993")),
    Properties: dynamic,
    LogMessage: dynamic,
  },
  { requiredKeys: [] },
);

const list = <T>(one: fc.Arbitrary<T>) => fc.oneof(one, fc.array(one, { minLength: 1, maxLength: 3 }));
const effect = fc.constantFrom({ action: "DROP" } as const, { action: "SAMPLE", samplingRate: 0.3 } as const);
const looked = fc.oneof(
  fc.record({
    filterType: fc.constant("Keyword" as const),
    matchPattern: list(word),
    matchMode: fc.constantFrom("Term" as const, "Text" as const),
    columns: fc.constantFrom(["Message"], ["LogMessage"], ["Properties.a", "Category"]),
  }),
  fc.record({
    filterType: fc.constant("Category" as const),
    matchPattern: list(fc.oneof(word, fc.constant("kube-system"))),
    columns: fc.constantFrom(["Category"], ["Properties.CategoryName"]),
  }),
  fc.record({
    filterType: fc.constant("Category" as const),
    matchPattern: list(fc.constantFrom("0", "3", "-2")),
    columns: fc.constantFrom(["SeverityLevel"], ["Big"]),
  }),
  fc.record({
    filterType: fc.constant("Source" as const),
    matchPattern: list(
      fc.oneof(
        range,
        address.filter((one) => one !== ""),
      ),
    ),
    columns: fc.constant(["ClientIP"]),
  }),
);
const rule = fc
  .tuple(looked, effect)
  .map(([condition, what]) => ({ ...condition, ...what, priority: 1, isActive: true }));

let engine: Engine;
let tables = 0;
beforeAll(async () => {
  engine = await createEngine({ threads: 1 });
});
afterAll(() => engine.close());

async function storedIds(lines: readonly string[], transformKql: string): Promise<string[]> {
  const table = `T${tables++}`;
  await engine.createTable(
    table,
    Object.entries(COLUMNS).map(([name, type]) => ({ name, type })),
  );
  await engine.insertJson(table, lines, 0n);
  const { rows } = await runTransform(engine, {
    table,
    transformKql: `${transformKql} | project TimeGenerated, Id`,
    now: 0n,
  });
  const found: string[] = [];
  for await (const batch of rows()) found.push(...batch.map((line) => String(JSON.parse(line)[1])));
  return found;
}

test("the compiled text keeps just the rows that evaluation keeps", async () => {
  const property = fc.asyncProperty(
    fc.array(rule, { minLength: 1, maxLength: 5 }),
    fc.constantFrom(0, 0.2),
    fc.array(row, { minLength: 1, maxLength: 40 }),
    async (rules, heldOut, rows) => {
      const documents: RuleDocument[] = rules.map((one, i) => ({ ...one, id: `r${i}`, ruleName: `r${i}` }));
      const { ast } = readFilter({ table: "T_CL", columns: COLUMNS, rules: documents, sampling: [], heldOut });
      const lines = rows.map((one, i) => JSON.stringify({ ...one, Id: String(i) }));
      const judge = judgeOf(ast);
      const transformKql = compiled(ast);
      if (typeof transformKql !== "string") {
        // What is refused as idle is the first to drop no row at all.
        const first = lines.map((line) => judge(parseRow(line, true)).rule?.id);
        expect(first).not.toContain(transformKql.ruleId);
        return;
      }
      const kept = lines.map((line) => parseRow(line, true)).filter((one) => judge(one).rule === undefined);
      const stored = await storedIds(lines, transformKql);
      expect(stored).toEqual(kept.map(({ Id }) => Id));
    },
  );
  await fc.assert(property, { numRuns: 60 });
}, 120_000);

function compiled(ast: Parameters<typeof compile>[0]): string | FilterRefusal {
  try {
    return compile(ast, { columns: COLUMNS }).transformKql ?? "";
  } catch (error) {
    if (error instanceof FilterRefusal && (error.code === "conflict" || error.code === "duplicate")) return error;
    throw error;
  }
}
