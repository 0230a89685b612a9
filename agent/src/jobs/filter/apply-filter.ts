import { type CompiledFilter, compile, type FilterRefusal, readFilter } from "@logdoctor/kql-filter";
import { type FilteredTable, type FilterRule, ratesOfRules } from "@logdoctor/shared-policies";
import { type ChangeResult, changeTransform } from "./change-transform.ts";
import type { FilterContext, TableWork } from "./context.ts";
import { shown, withoutLive } from "./entries.ts";
import type { Path } from "./find-paths.ts";
import type { Applied } from "./journal.ts";
import { transformOf } from "./rule-document.ts";
import { streamColumns } from "./stream-columns.ts";
import { firstExpiry } from "./terms.ts";

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
    sampling: ratesOfRules(policies.sampling, work.inForce),
    now: clock.now(),
    heldOut: policies.options.heldOutShare,
  });
  const { stream } = path.flow;
  const outputStream = `Custom-${work.table}`;
  const target = stream.startsWith("Custom-") ? { columns, stream, outputStream } : { columns, stream };
  return { rules: work.inForce, compile: (existing) => compile(ast, { ...target, existing }) };
}

/**
 * Puts the wanted filter into a flow. The journal knows of it first, so that a crash leaves nothing unwatched. The entry stays where
 * the change is refused: whoever called takes out what may stand there, and the entry with it.
 */
export async function applyFilter(
  context: FilterContext,
  path: Path,
  { wanted, predictedDropRate }: { wanted: Wanted; predictedDropRate: number },
): Promise<FilteredTable> {
  const { journal, collectionRules: rules, state, permit } = context;
  const compiled = wanted.compile(transformOf(path.rule.document, path.flow));
  const applied = entryOf(context, path, { compiled, wanted, predictedDropRate });
  journal.doc.applied = [...withoutLive(journal.doc.applied, path), applied];
  await journal.save();
  let text: string | undefined;
  const next = (current: string | undefined) => {
    text = wanted.compile(current).transformKql;
    return text;
  };
  const change = await changeTransform({ rules, state, permit }, { ruleId: path.rule.id, flow: path.flow, next });
  if (change.done) return shown(applied, "");
  // What we wrote is in force, and something else in the rule is not as we sent it.
  if (change.result === "not-kept" && change.standing === text) return shown(applied, change.detail);
  return refusedChange(path, change);
}

interface Making {
  readonly compiled: CompiledFilter;
  readonly wanted: Wanted;
  readonly predictedDropRate: number;
}

function entryOf({ clock, policies }: FilterContext, path: Path, making: Making): Applied {
  const { compiled, wanted, predictedDropRate } = making;
  const { heldOutShare, tolerance } = policies.options;
  const appliedAt = clock.now().toISOString();
  const ruleIds = compiled.rules.map(({ ruleId }) => ruleId);
  const expiresAt = firstExpiry(wanted.rules.filter(({ id }) => ruleIds.includes(id)));
  return {
    table: path.flow.table,
    collectionRule: path.rule.id,
    stream: path.flow.stream,
    fingerprint: compiled.fingerprint ?? "",
    ruleIds,
    ...{ appliedAt, predictedDropRate, heldOutShare, tolerance, expiresAt },
    state: "pending",
    countedTo: appliedAt,
  };
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
