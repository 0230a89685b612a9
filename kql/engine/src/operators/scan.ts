import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { type Expr, nullOf } from "../compile/expr.ts";
import type { Relation } from "../compile/relation.ts";
import { boundColumns, noParameters } from "./operator.ts";
import { compileInStep, type Declared, declaredOf, type Memory, type Step, stepsOf } from "./scan-steps.ts";
import { positioned } from "./windowing.ts";

/** A value that some step's state keeps: a declared column, or one of the input that `step.column` asks for. */
interface Kept {
  readonly name: string;
  /** Its value in a new record of step k; before that, `empty`. */
  readonly empty: string;
  readonly input: string | undefined;
}

interface Slot {
  readonly active: string;
  /** By the owner's name and the column's. */
  readonly memory: Memory;
}

interface Scan {
  readonly input: Relation;
  readonly context: Context;
  readonly declared: readonly Declared[];
  readonly steps: readonly Step[];
  readonly kept: readonly Kept[];
}

/** Row by row, with the state of each step, as https://learn.microsoft.com/kusto/query/scan-operator describes it. */
export function scan(node: KqlNode, unplaced: Relation, context: Context): Relation {
  noParameters(node, context);
  if (unplaced.order === undefined) throw refuse(context, node, "scan needs serialized rows", "SemanticError");
  if (node.child("OrderByClause") ?? node.child("PartitionByClause"))
    throw refuse(context, node, "order by and partition by of scan are not supported");
  const input = positioned(unplaced, context);
  const declared = declaredOf(node, context);
  const steps = stepsOf(node, context);
  const kept = keptOf(node, input, declared);
  const all: Scan = { input, context, declared, steps, kept };
  const slots = steps.map((_, k) => slotOf(all, k));
  const [rows, run, position] = [context.fresh(), context.fresh(), input.order?.[0] ?? ""];
  const states = slots.flatMap(stateColumns);
  // Of the row before only the state: its results have the names of this row's.
  const remembered = states.map((column) => `${run}.${column}`).join(", ");
  const from = `SELECT ${remembered}, ${rows}.* FROM ${run} JOIN ${rows} ON ${rows}.${position} = ${run}.at + 1`;
  const work = evaluate(all, slots, from);
  const start = slots.flatMap(({ memory }) => [
    "false",
    ...[...memory.values()].flatMap(() => kept.map(({ empty }) => empty)),
  ]);
  const results = work.steps.flatMap(({ matched, values }) => [matched, ...values]);
  const seed = [
    ...start.map((sql, i) => `${sql} AS ${states[i]}`),
    ...work.empty.map((sql, i) => `${sql} AS ${results[i]}`),
  ];
  const next = [...work.states.map((sql, i) => `${sql} AS ${states[i]}`), ...results];
  const outputs = outputsOf(all, work, { rows, run, position }, node);
  return {
    columns: outputs.columns,
    order: [position, outputs.rank],
    sql: `WITH RECURSIVE ${rows} AS MATERIALIZED (${input.sql}), ${run} AS (SELECT CAST(0 AS BIGINT) AS at, ${seed.join(", ")}
      UNION ALL SELECT ${position}, ${next.join(", ")} FROM (${work.sql})) ${outputs.sql}`,
  };
}

function keptOf(node: KqlNode, input: Relation, declared: readonly Declared[]): Kept[] {
  const asked = new Set(
    [...node.text.matchAll(/\.\s*(\w+)|\.\s*\[['"](.*?)['"]\]/g)].map((match) => match[1] ?? match[2] ?? ""),
  );
  const own = declared.map(({ name, sql }) => ({ name, empty: `(${sql})`, input: undefined }));
  const columns = input.columns
    .filter(({ name }) => asked.has(name) && declared.every((one) => one.name !== name))
    .map(({ name, type, physical }) => ({ name, empty: nullOf(type).sql, input: physical }));
  return [...own, ...columns];
}

// The state of step k remembers the steps up to k.
function slotOf({ context, steps, kept }: Scan, k: number): Slot {
  const memory = steps
    .slice(0, k + 1)
    .map(({ name }): [string, Map<string, string>] => [name, new Map(kept.map((one) => [one.name, context.fresh()]))]);
  return { active: context.fresh(), memory: new Map(memory) };
}

function stateColumns({ active, memory }: Slot): string[] {
  return [active, ...[...memory.values()].flatMap((values) => [...values.values()])];
}

interface StepResult {
  readonly matched: string;
  readonly values: readonly string[];
}

interface Work {
  readonly sql: string;
  readonly states: readonly string[];
  readonly steps: readonly StepResult[];
  /** What the results are before the first row. */
  readonly empty: readonly string[];
}

// From the last step to the first, each a SELECT over the one before.
function evaluate(all: Scan, first: readonly Slot[], from: string): Work {
  const slots = [...first];
  let sql = from;
  const steps: StepResult[] = new Array(all.steps.length);
  const add = (...items: { sql: string; as: string }[]): void => {
    sql = `SELECT *, ${items.map((item) => `${item.sql} AS ${item.as}`).join(", ")} FROM (${sql})`;
  };
  for (let k = all.steps.length - 1; k >= 0; k--) {
    const { matched, moved, stayed, values } = matchStep(all, slots, k, add);
    steps[k] = { matched, values };
    slots[k] = renewed(all, [slots[k], slots[k - 1], all.steps[k]], { moved, stayed, values }, add);
    const before = slots[k - 1];
    if (before !== undefined) slots[k - 1] = cleared(all, before, moved, add);
  }
  const states = slots.flatMap(stateColumns);
  const empty = all.steps.flatMap(() => ["false", ...all.declared.map(({ sql: value }) => `(${value})`)]);
  return { sql, states, steps, empty };
}

type Add = (...items: { sql: string; as: string }[]) => void;

function matchStep(all: Scan, slots: readonly Slot[], k: number, add: Add) {
  const { context, steps } = all;
  const step = steps[k];
  const [slot, before] = [slots[k], slots[k - 1]];
  if (step === undefined || slot === undefined) throw new RangeError("No such step");
  const truth = (memory: Memory): string => {
    const condition = inStep(all, step.condition, memory);
    return `coalesce(${condition.truth ?? condition.sql}, false)`;
  };
  const withDefaults = (memory: Memory): Memory =>
    new Map([...memory, [step.name, new Map(all.kept.map((one) => [one.name, one.empty]))]]);
  const [moved, stayed, matched] = [context.fresh(), context.fresh(), context.fresh()];
  const earlier = before === undefined ? undefined : withDefaults(before.memory);
  add({
    sql: before === undefined || earlier === undefined ? "false" : `(${before.active} AND ${truth(earlier)})`,
    as: moved,
  });
  add({ sql: `(NOT ${moved} AND ${k === 0 ? "" : `${slot.active} AND `}${truth(slot.memory)})`, as: stayed });
  const values = all.declared.map(() => context.fresh());
  const items = all.declared.map((column, i) => {
    const given = step.assignments.get(column.name);
    const plain = (memory: Memory): string =>
      given === undefined ? `(${column.sql})` : inStep(all, given, memory).sql;
    const sql = `CASE ${earlier === undefined ? "" : `WHEN ${moved} THEN ${plain(earlier)} `}WHEN ${stayed} THEN ${plain(slot.memory)} ELSE (${column.sql}) END`;
    return { sql, as: values[i] ?? "" };
  });
  add({ sql: `(${moved} OR ${stayed})`, as: matched }, ...items);
  return { matched, moved, stayed, values };
}

function inStep({ input, context, declared }: Scan, node: KqlNode, memory: Memory): Expr {
  return compileInStep(node, { input, declared, memory, context });
}

/** A step with its state and that of the step before. */
type Placed = readonly [slot: Slot | undefined, before: Slot | undefined, step: Step | undefined];

interface Matched {
  readonly moved: string;
  readonly stayed: string;
  readonly values: readonly string[];
}

// The state after the step: another sequence's, moved here, or the same with a newer record of this step.
function renewed(all: Scan, [slot, before, step]: Placed, { moved, stayed, values }: Matched, add: Add): Slot {
  const own = step?.name;
  if (slot === undefined) throw new RangeError("No such step");
  const items: { sql: string; as: string }[] = [];
  const memory = [...slot.memory].map(([owner, columns]): [string, Map<string, string>] => {
    const fresh = all.kept.map((one, i): [string, string] => {
      const as = all.context.fresh();
      const old = columns.get(one.name) ?? one.empty;
      const record = one.input ?? values[i] ?? one.empty;
      const promoted = before?.memory.get(owner)?.get(one.name) ?? old;
      const sql =
        owner === own
          ? `CASE WHEN ${moved} OR ${stayed} THEN ${record} ELSE ${old} END`
          : `CASE WHEN ${moved} THEN ${promoted} ELSE ${old} END`;
      items.push({ sql, as });
      return [one.name, as];
    });
    return [owner, new Map(fresh)];
  });
  const active = all.context.fresh();
  add({ sql: `(${slot.active} OR ${moved} OR ${stayed})`, as: active }, ...items);
  return { active, memory: new Map(memory) };
}

function cleared(all: Scan, slot: Slot, moved: string, add: Add): Slot {
  const items: { sql: string; as: string }[] = [];
  const memory = [...slot.memory].map(([owner, columns]): [string, Map<string, string>] => [
    owner,
    new Map(
      all.kept.map((one): [string, string] => {
        const as = all.context.fresh();
        items.push({ sql: `CASE WHEN ${moved} THEN ${one.empty} ELSE ${columns.get(one.name) ?? one.empty} END`, as });
        return [one.name, as];
      }),
    ),
  ]);
  const active = all.context.fresh();
  add({ sql: `(${slot.active} AND NOT ${moved})`, as: active }, ...items);
  return { active, memory: new Map(memory) };
}

interface Tables {
  readonly rows: string;
  readonly run: string;
  readonly position: string;
}

function outputsOf(
  { input, context, declared, steps }: Scan,
  work: Work,
  { rows, run, position }: Tables,
  node: KqlNode,
) {
  const rank = context.fresh();
  const physical = declared.map(() => context.fresh());
  const columns = boundColumns(node, context).map(({ name, type }) => {
    const index = declared.findIndex((one) => one.name === name);
    const own =
      index < 0
        ? input.columns.find((column) => column.name === name)
        : { name, type, physical: physical[index] ?? "" };
    // The binder adds it without being asked to (measured: Kusto does not).
    if (own === undefined && name === "match_id")
      return { name, type, physical: "error('kql:NotSupported:match_id')", hidden: true as const };
    if (own === undefined) throw refuse(context, node, `The column ${name} is not known`);
    return own;
  });
  const selects = steps.flatMap(({ output }, k) => {
    const result = work.steps[k];
    if (!output || result === undefined) return [];
    const values = result.values.map((value, i) => `${run}.${value} AS ${physical[i]}`);
    return [
      `SELECT ${[`${rows}.*`, ...values, `${-k} AS ${rank}`].join(", ")} FROM ${run} JOIN ${rows} ON ${rows}.${position} = ${run}.at WHERE ${run}.${result.matched}`,
    ];
  });
  if (selects.length === 0) throw refuse(context, node, "scan without output is not supported");
  return { columns, rank, sql: selects.join(" UNION ALL ") };
}
