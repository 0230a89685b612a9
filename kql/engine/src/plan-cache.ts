import { checkExpansion } from "./compile/expansion.ts";
import { compileQuery } from "./compile/query.ts";
import { outputSql } from "./output.ts";
import { type Known, maxPlans, memoryOf, type Plan, type Tables, type Template } from "./plan-memory.ts";
import { isoFromTicks, ticksFromIso } from "./ticks.ts";
import type { QueryOptions } from "./types.ts";

/**
 * Compiles queries and remembers the plan of texts that differ in nothing but datetime literals, the clock or the time
 * span: parsing and binding takes the official parser some ten milliseconds, a tenth of a second or more for a wide query.
 *
 * A plan is remembered for the very values it was made for. When its shape is asked for with others, one more compilation
 * with still others proves that values appear in the SQL as they are and nowhere else matter; otherwise the text is compiled
 * each time. Engines with equal tables share what they remember.
 */
export function planCache(tables: Tables): (text: string, options: QueryOptions) => Plan {
  let memory = memoryOf(tables);
  return (text, options) => {
    if (tables.size !== memory.tables.size) memory = memoryOf(tables);
    const { shapes } = memory;
    if (options.parameters !== undefined) return compilePlan(text, memory.tables, options);
    const shape = shapeOf(text, options);
    const found = shapes.get(shape.key);
    const plan = remembered(found, shape) ?? compilePlan(text, memory.tables, options);
    // What was asked for last stands last, and what is first goes.
    shapes.delete(shape.key);
    if (shapes.size >= maxPlans) shapes.delete(shapes.keys().next().value ?? "");
    shapes.set(shape.key, next(found, { plan, shape, tables: memory.tables }));
    return plan;
  };
}

function remembered(found: Known | undefined, { values }: Shape): Plan | undefined {
  if (found === undefined || found === "own") return undefined;
  if ("pieces" in found)
    return areDistinct(values) ? { columns: [...found.columns], sql: fill(found, values) } : undefined;
  return isFor(found.values, values) ? { columns: [...found.plan.columns], sql: found.plan.sql } : undefined;
}

function next(found: Known | undefined, now: { plan: Plan; shape: Shape; tables: Tables }): Known {
  const { values } = now.shape;
  if (found === undefined) return { plan: now.plan, values };
  if (found === "own" || "pieces" in found || isFor(found.values, values)) return found;
  if (!areDistinct(values)) return { plan: now.plan, values };
  return provenTemplate(now.plan, now.shape, now.tables) ?? "own";
}

/** Of two equal values nobody knows which one stands where. */
function areDistinct(values: readonly bigint[]): boolean {
  return new Set(values).size === values.length;
}

function isFor(known: readonly bigint[], values: readonly bigint[]): boolean {
  return known.length === values.length && known.every((value, i) => value === values[i]);
}

function compilePlan(text: string, tables: Tables, options: QueryOptions): Plan {
  const relation = compileQuery(text, tables, options);
  const sql = outputSql(relation);
  checkExpansion(sql);
  return { columns: relation.columns.map(({ name, type }) => ({ name, type })), sql };
}

interface Shape {
  /** The text with its datetime literals taken out, and whether a time span applies. */
  readonly key: string;
  readonly pieces: readonly string[];
  /** Ticks of each literal, then of the clock, then of the span. */
  readonly values: readonly bigint[];
  readonly literals: number;
}

// Strings and comments are stepped over, so that a literal inside one stays what it is.
const TOKENS =
  /@"(?:""|[^"])*"|@'(?:''|[^'])*'|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|```[\s\S]*?```|~~~[\s\S]*?~~~|\/\/[^\n]*|datetime\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,7})?Z)\)/g;

function shapeOf(text: string, options: QueryOptions): Shape {
  const pieces: string[] = [];
  const values: bigint[] = [];
  let from = 0;
  for (const match of text.matchAll(TOKENS)) {
    if (match[1] === undefined) continue;
    pieces.push(text.slice(from, match.index));
    values.push(ticksFromIso(match[1]));
    from = match.index + match[0].length;
  }
  pieces.push(text.slice(from));
  const literals = values.length;
  values.push(options.now);
  if (options.timespan !== undefined) values.push(options.timespan.start, options.timespan.end);
  return {
    key: `${options.timespan === undefined ? "" : "span "}${pieces.join("datetime(?)")}`,
    pieces,
    values,
    literals,
  };
}

function provenTemplate(plan: Plan, shape: Shape, tables: Tables): Template | undefined {
  const template = templateOf(plan, shape.values);
  // Other values of the same length, so that nothing but the values differs.
  const others = shape.values.map((_, i) => ticksFromIso("1601-02-03T04:05:06.7Z") + BigInt(i) * 987_654_321n);
  const text = shape.pieces
    .map((piece, i) => (i < shape.literals ? `${piece}datetime(${isoFromTicks(others[i] ?? 0n)})` : piece))
    .join("");
  const [now = 0n, start, end] = others.slice(shape.literals);
  const span = start === undefined || end === undefined ? {} : { timespan: { start, end } };
  const second = compilePlan(text, tables, { now, ...span });
  return fill(template, others) === second.sql ? template : undefined;
}

function templateOf(plan: Plan, values: readonly bigint[]): Template {
  const index = new Map(values.map((value, i) => [value.toString(), i]));
  const pieces: string[] = [];
  const holes: number[] = [];
  let from = 0;
  for (const match of plan.sql.matchAll(/\d{10,}/g)) {
    const hole = index.get(match[0]);
    if (hole === undefined) continue;
    pieces.push(plan.sql.slice(from, match.index));
    holes.push(hole);
    from = match.index + match[0].length;
  }
  pieces.push(plan.sql.slice(from));
  return { columns: plan.columns, pieces, holes };
}

function fill(template: Template, values: readonly bigint[]): string {
  return template.pieces
    .map((piece, i) => (i < template.holes.length ? `${piece}${values[template.holes[i] ?? 0]}` : piece))
    .join("");
}
