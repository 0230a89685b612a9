import { type ColumnRef, type Condition, type FilterRuleNode, type Keyword, SHARE_STEPS } from "./ast.ts";
import { isTermUnit } from "./folding.ts";
import { bordersOf } from "./keyword-text.ts";
import { FilterRefusal } from "./refusal.ts";

/** Refuses a rule that says what an earlier one says, or that can drop nothing because an earlier one has dropped it all. */
export function refuseConflicts(rules: readonly FilterRuleNode[]): void {
  for (const [i, rule] of rules.entries())
    for (const earlier of rules.slice(0, i)) {
      if (!covers(earlier.condition, rule.condition)) continue;
      const same = covers(rule.condition, earlier.condition) && rule.keep === earlier.keep;
      if (same) throw new FilterRefusal("duplicate", `${rule.id} says the same as ${earlier.id}`, rule.id);
      if (earlier.keep <= rule.keep && rule.keep < SHARE_STEPS)
        throw new FilterRefusal(
          "conflict",
          `${rule.id} can never drop a row: ${earlier.id} comes first and drops them all`,
          rule.id,
        );
    }
}

/** Whether every row that `later` matches is surely matched by `earlier`; false where that is not certain. */
function covers(earlier: Condition, later: Condition): boolean {
  if (earlier.kind === "keywords")
    return later.kind === "keywords" ? wordsCover(earlier, later) : valuesHaveWord(earlier, later);
  if (later.kind === "keywords" || !sameColumn(earlier.column, later.column)) return false;
  const values = later.values.every((value) => earlier.values.includes(value) || inRanges(earlier, value));
  if (later.kind === "values") return values;
  const ranges = earlier.kind === "addresses" ? earlier.ranges : [];
  return (
    values &&
    later.ranges.every((inner) =>
      ranges.some(
        (outer) => outer.bits <= inner.bits && prefix(inner.octets, outer.bits) === prefix(outer.octets, outer.bits),
      ),
    )
  );
}

type Of<K extends Condition["kind"]> = Extract<Condition, { readonly kind: K }>;

function wordsCover(earlier: Of<"keywords">, later: Of<"keywords">): boolean {
  const columns = later.columns.every((column) => earlier.columns.some((one) => sameColumn(one, column)));
  return columns && later.words.every((word) => earlier.words.some((one) => isWithin(one, word)));
}

function valuesHaveWord(earlier: Of<"keywords">, later: Exclude<Condition, Of<"keywords">>): boolean {
  if (later.kind === "addresses" || !earlier.columns.some((column) => sameColumn(column, later.column))) return false;
  return later.values.every((value) => earlier.words.some((word) => isWithin(word, { text: value, mode: "Term" })));
}

/** Whether a text that has `outer` surely has `inner`. */
function isWithin(inner: Keyword, outer: Keyword): boolean {
  const [before, after] = bordersOf(inner);
  const [outerBefore, outerAfter] = bordersOf(outer);
  const [part, whole] = [inner.text.toLowerCase(), outer.text.toLowerCase()];
  if (part.length !== inner.text.length || whole.length !== outer.text.length) return false;
  for (let at = whole.indexOf(part); at >= 0; at = whole.indexOf(part, at + 1)) {
    const end = at + part.length;
    const start = !before || (at === 0 ? outerBefore : !isTermUnit(whole.charCodeAt(at - 1)));
    const stop = !after || (end === whole.length ? outerAfter : !isTermUnit(whole.charCodeAt(end)));
    if (start && stop) return true;
  }
  return false;
}

function inRanges(condition: Condition, value: string): boolean {
  if (condition.kind !== "addresses" || !/^(\d{1,3}\.){3}\d{1,3}$/.test(value)) return false;
  const octets = value.split(".").map(Number);
  return condition.ranges.some(({ octets: base, bits }) => prefix(octets, bits) === prefix(base, bits));
}

function prefix(octets: readonly number[], bits: number): number {
  return Math.floor(octets.reduce((sum, octet) => sum * 256 + octet, 0) / 2 ** (32 - bits));
}

export function sameColumn(a: ColumnRef, b: ColumnRef): boolean {
  return a.column === b.column && a.path.length === b.path.length && a.path.every((key, i) => key === b.path[i]);
}
