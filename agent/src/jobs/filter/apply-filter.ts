import { type CompiledFilter, compile, decompose, type FilterRefusal, readFilter } from "@logdoctor/kql-filter";
import type { FilteredTable, FilterRule } from "@logdoctor/shared-policies";
import { type ChangeResult, changeTransform } from "./change-transform.ts";
import type { FilterContext, TableWork } from "./context.ts";
import type { Path } from "./find-paths.ts";
import type { Applied } from "./journal.ts";
import { transformOf } from "./rule-document.ts";
import { streamColumns } from "./stream-columns.ts";

/** What is to stand in one flow: text around the customer's own, made anew for whatever the flow has. */
export interface Wanted {
  readonly rules: readonly FilterRule[];
  readonly compile: (current: string | undefined) => CompiledFilter;
}

/** Prepares the filter of a flow. Throws `FilterRefusal` for rules that no transformation can be made of. */
export function wantedFor(context: FilterContext, work: TableWork, path: Path): Wanted {
  const { policies, clock } = context;
  const columns = streamColumns(path.rule.document, path.flow.stream, work.columns);
  const { ast } = readFilter({
    table: work.table,
    columns,
    rules: work.inForce,
    sampling: policies.sampling,
    now: clock.now(),
    heldOut: policies.options.heldOutShare,
  });
  const { stream } = path.flow;
  const outputStream = `Custom-${work.table}`;
  const target = stream.startsWith("Custom-") ? { columns, stream, outputStream } : { columns, stream };
  return { rules: work.inForce, compile: (existing) => compile(ast, { ...target, existing }) };
}

/** The fingerprint of our rules in a flow; undefined where it has none. */
export function fingerprintOf({ rule, flow }: Path): string | undefined {
  return decompose(transformOf(rule.document, flow)).fingerprint;
}

/** Puts the wanted filter into a flow. The journal knows of it first, so that a crash leaves nothing unwatched. */
export async function applyFilter(
  context: FilterContext,
  path: Path,
  { wanted, predictedDropRate }: { wanted: Wanted; predictedDropRate: number },
): Promise<FilteredTable> {
  const { journal, clock, policies } = context;
  const compiled = wanted.compile(transformOf(path.rule.document, path.flow));
  const now = clock.now().toISOString();
  const applied: Applied = {
    table: path.flow.table,
    collectionRule: path.rule.id,
    stream: path.flow.stream,
    fingerprint: compiled.fingerprint ?? "",
    ruleIds: compiled.rules.map(({ ruleId }) => ruleId),
    appliedAt: now,
    predictedDropRate,
    heldOutShare: policies.options.heldOutShare,
    state: "pending",
    countedTo: now,
  };
  const before = journal.doc.applied;
  journal.doc.applied = [...others(before, path), applied];
  await journal.save();
  const change = await write(context, path, wanted);
  if (change.done) return shown(applied, "");
  journal.doc.applied = before;
  await journal.save();
  return refusedChange(path, change);
}

/** Takes our filter out of a flow; what the customer had there stands again, to the byte. */
export async function removeFilter(context: FilterContext, path: Path): Promise<ChangeResult> {
  const { collectionRules: rules, state } = context;
  const next = (current: string | undefined) => decompose(current).existing;
  // Nothing to ask: it only lets more rows through.
  const permit = async () => undefined;
  return changeTransform({ rules, state, permit }, { ruleId: path.rule.id, flow: path.flow, next });
}

function write(context: FilterContext, path: Path, wanted: Wanted): Promise<ChangeResult> {
  const { collectionRules: rules, state, permit } = context;
  const next = (current: string | undefined) => wanted.compile(current).transformKql;
  return changeTransform({ rules, state, permit }, { ruleId: path.rule.id, flow: path.flow, next });
}

/** Entries of other flows. */
export function others(applied: readonly Applied[], path: Path): Applied[] {
  return applied.filter((one) => one !== appliedTo(applied, path));
}

export function appliedTo(applied: readonly Applied[], { rule, flow }: Path): Applied | undefined {
  return applied.find(
    (one) => one.collectionRule === rule.id && one.stream === flow.stream && one.table === flow.table,
  );
}

export function shown(applied: Applied, detail: string): FilteredTable {
  const { table, collectionRule, state, ruleIds, appliedAt, predictedDropRate } = applied;
  return { table, collectionRule, state, detail, ruleIds, appliedAt, predictedDropRate };
}

function refusedChange(path: Path, { result, detail }: Extract<ChangeResult, { done: false }>): FilteredTable {
  const refusal = result === "changed-meanwhile" || result === "not-kept" ? result : "no-path";
  return { table: path.flow.table, collectionRule: path.rule.id, state: "refused", refusal, detail, ruleIds: [] };
}

/** A refusal of the compiler as the report shows it. */
export function refusedRules(path: Path, error: FilterRefusal): FilteredTable {
  const refusal = error.code === "unsupported-table" ? "transform-unsupported" : "does-not-compile";
  const detail = error.ruleId === undefined ? error.message : `${error.ruleId}: ${error.message}`;
  return { table: path.flow.table, collectionRule: path.rule.id, state: "refused", refusal, detail, ruleIds: [] };
}
