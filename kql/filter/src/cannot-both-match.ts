import { coarse, isAscii } from "./ascii-text.ts";
import type { ColumnRef, Condition, FilterRuleNode, Keyword } from "./ast.ts";
import { sameColumn } from "./conflicts.ts";
import { judgeOf } from "./evaluate.ts";
import { type PlainCondition, type PlainOperator, plainConditions } from "./plain-conditions.ts";
import { holds } from "./plain-operators.ts";
import type { Columns } from "./targets.ts";
import { type Witness, witnessOf } from "./witness.ts";

/** `safe`: no row can match both. `overlap`: some row does. `unknown`: neither could be shown. */
export type Proof = "safe" | "unknown" | "overlap";

/**
 * Whether a row can match a rule and also a predicate in KQL, shown from the texts alone. Of the predicate it understands
 * comparisons of a column with literals, joined by `and`; with anything else besides, it may still say `safe`, for more
 * conditions match less. A sampling counts as if it dropped all that it matches.
 */
export function cannotBothMatch(rule: FilterRuleNode, predicate: string, columns: Columns): Proof {
  return proofOf(rule, predicate, columns).proof;
}

/** The same, with the row that an overlap is shown by. */
export function proofOf(
  rule: FilterRuleNode,
  predicate: string,
  columns: Columns,
): { readonly proof: Proof; readonly witness?: Witness } {
  const { conditions, more } = plainConditions(predicate, columns);
  const alternatives = alternativesOf(rule.condition);
  if (alternatives.every((one) => conditions.some((condition) => contradicts(one, condition))))
    return { proof: "safe" };
  if (conditionsContradict(conditions)) return { proof: "safe" };
  const witness = more ? undefined : witnessOf(conditions, alternatives);
  return witness === undefined ? { proof: "unknown" } : { proof: "overlap", witness };
}

/** One way to match a rule: a column that is a value, has a word, or is another thing that the rule itself must tell. */
export interface Alternative {
  readonly column: ColumnRef;
  readonly value?: string;
  readonly word?: Keyword;
  readonly matches: (value: string) => boolean;
}

function alternativesOf(condition: Condition): Alternative[] {
  if (condition.kind === "keywords")
    return condition.columns.flatMap((column) =>
      condition.words.map((word) => ({
        column,
        word,
        matches: matcher({ kind: "keywords", columns: [column], words: [word] }, column),
      })),
    );
  const { column } = condition;
  const values = condition.values.map((value) => ({ column, value, matches: (text: string) => text === value }));
  if (condition.kind === "values") return values;
  return [...values, { column, matches: matcher({ ...condition, values: [] }, column) }];
}

function matcher(condition: Condition, { column, path }: ColumnRef): (value: string) => boolean {
  const rule: FilterRuleNode = {
    id: "",
    name: "",
    type: "Keyword",
    priority: 0,
    condition,
    keep: 0,
    maxPerMinute: undefined,
  };
  const judge = judgeOf({ table: "", rules: [rule], key: { trace: undefined, time: false, texts: [] }, heldOut: 0 });
  const nested = (value: string) => path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
  return (value) => judge({ [column]: nested(value) }).rule !== undefined;
}

const EXACT: readonly PlainOperator[] = ["==", "in"];
/** What these find is in the text, if perhaps in another case. */
const CONTAINING: readonly PlainOperator[] = [
  "has",
  "has_cs",
  "contains",
  "contains_cs",
  "startswith",
  "startswith_cs",
  "endswith",
  "endswith_cs",
];

/** Whether no value of a column can satisfy both. */
function contradicts({ column, value, word, matches }: Alternative, condition: PlainCondition): boolean {
  if (!sameColumn(column, condition.column)) return false;
  const { operator, values } = condition;
  if (operator === "isempty") return true;
  if (EXACT.includes(operator)) return values.every((one) => !matches(one));
  if (value !== undefined) return valueContradicts(value, condition);
  if (word === undefined) return operator === "=~" && values.every((one) => isAscii(one) && !matches(one));
  const [text = ""] = values;
  if (operator === "=~") return !coarse(text).includes(coarse(word.text));
  return operator === "!contains" && isSurelyWithin(text, word.text);
}

function valueContradicts(value: string, condition: PlainCondition): boolean {
  const known = holds(condition, value);
  if (known !== undefined) return !known;
  const [text = ""] = condition.values;
  if (condition.operator === "=~") return coarse(text) !== coarse(value);
  return CONTAINING.includes(condition.operator) && !coarse(value).includes(coarse(text));
}

// A word that was found may stand there with a long s or a Kelvin sign, which `contains` need not take for s and k.
function isSurelyWithin(text: string, word: string): boolean {
  return isAscii(text) && isAscii(word) && !/[sk]/i.test(text) && word.toLowerCase().includes(text.toLowerCase());
}

/** Whether the predicate's own parts leave no value of a column: it then matches nothing. */
function conditionsContradict(conditions: readonly PlainCondition[]): boolean {
  return conditions.some(
    ({ column, operator, values }) =>
      EXACT.includes(operator) &&
      values.every((value) =>
        conditions.some((other) => sameColumn(other.column, column) && holds(other, value) === false),
      ),
  );
}
