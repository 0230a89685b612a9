import type { Aggregate, Field, JoinKind, Kind, Named, Operation, Step, Table, Term, Value } from "./language.ts";

/** Draws one of the given values; the source of all chance. */
export type Draw = <T>(...values: readonly [T, ...T[]]) => T;

const kinds = ["long", "real", "bool", "string", "datetime"] as const;
const texts = ["", "a", "A", "ab cd", "Error: timeout", "x-Y_z", "error", "10.0.0.1"] as const;
const words = ["a", "error", "AB", "timeout", "10", "y"] as const;
const day = 864_000_000_000n;
const years = 737_000n * day;

const values: Readonly<Record<Kind, readonly [Value, ...Value[]]>> = {
  long: [null, 0n, 1n, 2n, -1n, 3n, -7n, 10n, 2n ** 62n, -(2n ** 63n)],
  real: [null, 0, 1, -1.5, 2.25, 1024.5],
  bool: [null, true, false],
  string: texts,
  datetime: [null, years, years + 1n, years + day, years + 3n * 36_000_000_001n],
};

/** A table of every kind, with a column `id` that no two rows share. */
export function drawTable(draw: Draw, size: number): Table {
  const fields: Field[] = [{ name: "id", kind: "long" }, ...kinds.map((kind) => ({ name: `${kind[0]}1`, kind }))];
  fields.push({ name: "l2", kind: "long" }, { name: "s2", kind: "string" });
  const row = (id: number): Value[] =>
    fields.map(({ name, kind }) => (name === "id" ? BigInt(id) : draw(...values[kind])));
  return { fields, rows: Array.from({ length: size }, (_, id) => row(id)) };
}

/** A small table to join with: the key, and columns of its own. */
export function drawRight(draw: Draw, size: number): Table {
  const fields = [
    { name: "l1", kind: "long" as const },
    { name: "w", kind: "string" as const },
  ];
  return { fields, rows: Array.from({ length: size }, () => fields.map(({ kind }) => draw(...values[kind]))) };
}

/** Steps over a table that is called T, with R to join with. */
export function drawSteps(draw: Draw, table: Table): Step[] {
  const steps: Step[] = [];
  let fields = table.fields;
  const unique = (): boolean =>
    fields.some(({ name }) => name === "id") && !steps.some(({ is }) => is === "join" || is === "union");
  for (let left = draw(1, 2, 3, 4); left > 0; left--) {
    const is = draw("where", "where", "extend", "project", "distinct", "summarize", "top", "near", "union", "join");
    if ((is === "top" || is === "near") && !unique()) continue;
    if (is === "union" && fields !== table.fields) continue;
    if (is === "join" && (steps.some((one) => one.is === "join") || !has(fields, "l1", "long") || has(fields, "w")))
      continue;
    const [step, next] = drawStep(draw, { is, number: steps.length }, fields);
    steps.push(step);
    fields = next;
  }
  return steps;
}

function has(fields: readonly Field[], name: string, kind?: Kind): boolean {
  return fields.some((field) => field.name === name && (kind === undefined || field.kind === kind));
}

function drawStep(
  draw: Draw,
  { is, number }: { is: Step["is"]; number: number },
  fields: readonly Field[],
): [Step, readonly Field[]] {
  switch (is) {
    case "where":
      return [{ is, condition: drawTerm(draw, "bool", fields, 3) }, fields];
    case "top":
      return [{ is, count: draw(0, 1, 3, 100), by: "id", descending: draw(true, false) }, fields];
    case "near": {
      const condition = drawTerm(draw, "bool", fields, 2);
      return [{ is, by: "id", condition, before: draw(0, 1, 3), after: draw(0, 1, 2) }, fields];
    }
    case "union":
      return [{ is, table: "T" }, fields];
    case "join": {
      const kind = draw<JoinKind>("inner", "leftouter", "rightouter", "fullouter", "leftsemi", "leftanti");
      const added: Field[] = [
        { name: "l11", kind: "long" },
        { name: "w", kind: "string" },
      ];
      const step: Step = { is, kind, table: "R", on: "l1" };
      return [step, kind === "leftsemi" || kind === "leftanti" ? fields : [...fields, ...added]];
    }
    case "summarize":
      return drawSummarize(draw, fields, number);
    case "distinct": {
      const columns = some(draw, fields);
      return [{ is, columns: columns.map(({ name }) => name) }, columns];
    }
    case "extend": {
      const items = drawItems(draw, fields, draw(`e${number}`, ...fields.map(({ name }) => name).filter(replaceable)));
      const others = items.filter(({ name }) => !has(fields, name)).map(fieldOf);
      const replaced = fields.map((field) => items.map(fieldOf).find(({ name }) => name === field.name) ?? field);
      return [{ is, items }, [...replaced, ...others]];
    }
    case "project": {
      const keptItems = some(draw, fields).map(
        ({ name, kind }): Named => ({ name, term: { is: "column", name, kind } }),
      );
      const items = [...keptItems, ...drawItems(draw, fields, `p${number}`)];
      return [{ is, items }, items.map(fieldOf)];
    }
  }
}

function fieldOf({ name, term }: Named): Field {
  return { name, kind: term.kind };
}

function some(draw: Draw, fields: readonly Field[]): Field[] {
  const chosen = fields.filter(() => draw(true, false));
  return chosen.length === 0 ? [...fields] : chosen;
}

/** Later steps need these as they were. */
function replaceable(name: string): boolean {
  return name !== "id" && name !== "l1";
}

/** One column of the given name, and sometimes another. */
function drawItems(draw: Draw, fields: readonly Field[], name: string): Named[] {
  const names = draw(true, false) ? [name, `${name}_b`] : [name];
  return names
    .filter((one) => one === name || !has(fields, one))
    .map((one) => ({ name: one, term: drawTerm(draw, draw(...kinds), fields, 3) }));
}

function drawSummarize(draw: Draw, fields: readonly Field[], number: number): [Step, readonly Field[]] {
  const by = draw(true, true, false)
    ? some(draw, fields.slice(0, 4)).map(({ name, kind }): Named => ({ name, term: { is: "column", name, kind } }))
    : [];
  const aggregates = Array.from({ length: draw(1, 2, 3) }, (_, i) => drawAggregate(draw, `a${number}_${i}`, fields));
  const step: Step = { is: "summarize", aggregates, by };
  const added = aggregates.map(({ name, of, arg }): Field => {
    const same = of === "sum" || of === "min" || of === "max" || of === "percentile";
    return { name, kind: same ? (arg?.kind ?? "long") : "long" };
  });
  return [step, [...by.map(fieldOf), ...added]];
}

function drawAggregate(draw: Draw, name: string, fields: readonly Field[]): Aggregate {
  const of = draw<Aggregate["of"]>("count", "countif", "sum", "min", "max", "dcount", "percentile");
  if (of === "count") return { name, of };
  const kind = {
    countif: ["bool"],
    sum: ["long", "real"],
    dcount: kinds,
    min: numeric,
    max: numeric,
    percentile: numeric,
  }[of];
  const arg = drawTerm(draw, draw(...(kind as [Kind, ...Kind[]])), fields, 2);
  return of === "percentile" ? { name, of, arg, rank: draw(0, 10, 50, 95, 100) } : { name, of, arg };
}

const numeric = ["long", "real", "datetime"] as const;

/** What gives each kind, with the kinds of its arguments. */
const forms: readonly (readonly [Operation, Kind, readonly Kind[]])[] = [
  ...(["+", "-", "*"] as const).flatMap((name) => [
    [name, "long", ["long", "long"]] as const,
    [name, "real", ["real", "real"]] as const,
  ]),
  ["/", "long", ["long", "long"]],
  ["%", "long", ["long", "long"]],
  ...(["==", "!=", "<", "<=", ">", ">="] as const).flatMap((name) =>
    numeric.map((kind) => [name, "bool", [kind, kind]] as const),
  ),
  ...(["==", "!=", "=~"] as const).map((name) => [name, "bool", ["string", "string"]] as const),
  ...(["contains", "startswith"] as const).map((name) => [name, "bool", ["string", "string"]] as const),
  ...(["and", "or", "and", "or"] as const).map((name) => [name, "bool", ["bool", "bool"]] as const),
  ...(["max_of", "min_of"] as const).flatMap((name) => numeric.map((kind) => [name, kind, [kind, kind]] as const)),
  ["not", "bool", ["bool"]],
  ["isempty", "bool", ["string"]],
  ...kinds.filter((kind) => kind !== "string").map((kind) => ["isnull", "bool", [kind]] as const),
  ...kinds.map((kind) => ["iff", kind, ["bool", kind, kind]] as const),
  ["strcat", "string", ["string", "string"]],
  ["strlen", "long", ["string"]],
  ["tolower", "string", ["string"]],
  ["tostring", "string", ["long"]],
];

/** A term of a kind, at most `depth` calls deep. */
function drawTerm(draw: Draw, kind: Kind, fields: readonly Field[], depth: number): Term {
  const columns = fields.filter((field) => field.kind === kind);
  const leaf = depth === 0 || draw(true, false, false);
  if (leaf && columns.length > 0 && draw(true, true, false)) {
    const { name } = draw(...(columns as [Field, ...Field[]]));
    return { is: "column", kind, name };
  }
  if (leaf) return { is: "literal", kind, value: draw(...values[kind]) };
  if (kind === "bool" && draw(true, false, false, false)) return drawSpecial(draw, fields, depth);
  if (kind === "long" && draw(true, false, false, false)) {
    const size: Term = { is: "literal", kind, value: draw(1n, 5n, 100n) };
    return { is: "call", kind, name: "bin", args: [drawTerm(draw, kind, fields, depth - 1), size] };
  }
  const fitting = forms.filter(([, result]) => result === kind);
  const [first] = fitting;
  if (first === undefined) return { is: "literal", kind, value: draw(...values[kind]) };
  const [name, , args] = draw(...(fitting as [typeof first, ...typeof fitting]));
  return { is: "call", kind, name, args: args.map((arg) => drawTerm(draw, arg, fields, depth - 1)) };
}

/** Those whose right side is constant. */
function drawSpecial(draw: Draw, fields: readonly Field[], depth: number): Term {
  const constant = (kind: Kind, value: Value): Term => ({ is: "literal", kind, value });
  if (draw(true, false)) {
    const name = draw<Operation>("has", "!has");
    return {
      is: "call",
      kind: "bool",
      name,
      args: [drawTerm(draw, "string", fields, depth - 1), constant("string", draw(...words))],
    };
  }
  const list = Array.from({ length: draw(1, 3) }, () => constant("long", draw(0n, 1n, 2n, -7n)));
  const name = draw<Operation>("in", "!in");
  return { is: "call", kind: "bool", name, args: [drawTerm(draw, "long", fields, depth - 1), ...list] };
}
