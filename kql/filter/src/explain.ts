import { addressRange } from "./addresses.ts";
import type { Condition, FilterAst, FilterRuleNode } from "./ast.ts";
import { evaluate } from "./evaluate.ts";
import { keywordScan } from "./keyword-automaton.ts";
import { dropPredicate } from "./predicate.ts";
import { cellText, type FilterRow } from "./row-values.ts";

export interface RuleExplanation {
  readonly ruleId: string;
  readonly ruleName: string;
  readonly filterType: FilterRuleNode["type"];
  /** What became of the row here. */
  readonly outcome: "drops" | "would-drop" | "kept-by-sampling" | "no-match";
  /** Where the rule looked, what stood there, and which of its values was found. */
  readonly looked: readonly { readonly column: string; readonly value: string; readonly found: readonly string[] }[];
  /** KQL that is true of the rows that the rule drops. */
  readonly predicate: string;
}

export interface Explanation {
  readonly dropped: boolean;
  /** The rule that drops the row; undefined where it is kept. */
  readonly ruleId: string | undefined;
  /** Whether the row is among those that no rule drops. */
  readonly heldOut: boolean;
  readonly reason: string;
  readonly rules: readonly RuleExplanation[];
}

/** Which rule would drop a row, and what each rule saw of it. Throws FilterRefusal for values that a column's type cannot hold. */
export function explain(ast: FilterAst, row: FilterRow): Explanation {
  const { rule, matching, dropping, heldOut } = evaluate(ast, row);
  const outcomeOf = (one: FilterRuleNode): RuleExplanation["outcome"] => {
    if (one === rule) return "drops";
    if (dropping.includes(one)) return "would-drop";
    return matching.includes(one) ? "kept-by-sampling" : "no-match";
  };
  const rules = ast.rules.map((one) => ({
    ruleId: one.id,
    ruleName: one.name,
    filterType: one.type,
    outcome: outcomeOf(one),
    looked: lookedAt(one.condition, row),
    predicate: dropPredicate(one, ast.key),
  }));
  const seen = rules.find(({ outcome }) => outcome === "drops");
  return { dropped: rule !== undefined, ruleId: rule?.id, heldOut, reason: reasonOf(seen, { heldOut, rules }), rules };
}

function reasonOf(
  drops: RuleExplanation | undefined,
  { heldOut, rules }: { heldOut: boolean; rules: readonly RuleExplanation[] },
): string {
  if (drops !== undefined) {
    const [hit] = drops.looked.filter(({ found }) => found.length > 0);
    return `${drops.ruleName} drops it: ${hit?.column} has ${hit?.found.map((one) => JSON.stringify(one)).join(", ")}`;
  }
  const wanted = rules.find(({ outcome }) => outcome === "would-drop");
  if (heldOut && wanted !== undefined) return `${wanted.ruleName} would drop it, but the row is held out to measure by`;
  const sampled = rules.find(({ outcome }) => outcome === "kept-by-sampling");
  return sampled === undefined
    ? "No rule matches it"
    : `${sampled.ruleName} matches it and keeps it as part of its sample`;
}

const SHOWN = 500;

function lookedAt(condition: Condition, row: FilterRow): RuleExplanation["looked"] {
  const columns = condition.kind === "keywords" ? condition.columns : [condition.column];
  return columns.map((ref) => {
    const value = cellText(row, ref);
    return {
      column: [ref.column, ...ref.path].join("."),
      value: value.slice(0, SHOWN),
      found: foundIn(condition, value),
    };
  });
}

function foundIn(condition: Condition, value: string): string[] {
  if (condition.kind === "keywords") {
    const found = new Set<number>();
    keywordScan(condition.words.map((word, owner) => ({ word, owner })))(value, (owner) => found.add(owner));
    return condition.words.filter((_, i) => found.has(i)).map(({ text }) => text);
  }
  const equal = condition.values.filter((one) => one === value);
  if (condition.kind === "values") return equal;
  const ranges = condition.ranges.map(({ octets, bits }) => `${octets.join(".")}/${bits}`);
  return [...equal, ...ranges.filter((text) => isInRange(value, text))];
}

function isInRange(value: string, range: string): boolean {
  const [, bits] = range.split("/");
  const own = addressRange(`${value}/${bits}`);
  return own !== undefined && `${own.octets.join(".")}/${own.bits}` === range;
}
