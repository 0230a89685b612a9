import type { ColumnRef } from "./ast.ts";
import type { Alternative } from "./cannot-both-match.ts";
import { sameColumn } from "./conflicts.ts";
import type { PlainCondition } from "./plain-conditions.ts";
import { holds } from "./plain-operators.ts";

/** Values by column, as the texts that rules read. */
export type Witness = readonly { readonly column: ColumnRef; readonly value: string }[];

/** A row that matches the rule and all conditions for certain, if a simple one is found. */
export function witnessOf(
  conditions: readonly PlainCondition[],
  alternatives: readonly Alternative[],
): Witness | undefined {
  for (const alternative of alternatives) {
    const own = valueFor(alternative.column, conditions, alternative);
    if (own === undefined) continue;
    const others = columnsOf(conditions).filter((column) => !sameColumn(column, alternative.column));
    const values = others.map((column) => ({ column, value: valueFor(column, conditions) }));
    const found = values.filter((one): one is { column: ColumnRef; value: string } => one.value !== undefined);
    const independent = new Set([alternative.column, ...others].map(({ column }) => column)).size === others.length + 1;
    if (found.length === others.length && independent) return [{ column: alternative.column, value: own }, ...found];
  }
  return undefined;
}

function columnsOf(conditions: readonly PlainCondition[]): ColumnRef[] {
  const found: ColumnRef[] = [];
  for (const { column } of conditions) if (!found.some((one) => sameColumn(one, column))) found.push(column);
  return found;
}

function valueFor(column: ColumnRef, all: readonly PlainCondition[], alternative?: Alternative): string | undefined {
  const conditions = all.filter((one) => sameColumn(one.column, column));
  const fits = (value: string): boolean =>
    conditions.every((condition) => holds(condition, value) === true) && (alternative?.matches(value) ?? true);
  return candidates(column, conditions, alternative).find(fits);
}

function candidates(column: ColumnRef, conditions: readonly PlainCondition[], alternative?: Alternative): string[] {
  const literals = conditions.flatMap(({ values }) => values);
  const own = alternative?.value ?? alternative?.word?.text;
  const all = own === undefined ? literals : [own, ...literals];
  if (column.reads === "integer")
    return ["0", ...all, ...all.flatMap((one) => [String(Number(one) + 1), String(Number(one) - 1)])];
  const joined = all.flatMap((one) => [
    one,
    ...all.flatMap((other) => [`${one} ${other}`, `${one} ${all.join(" ")} ${other}`]),
  ]);
  return ["", "-", ...joined];
}
