import { type Diagnostic, guardQuery } from "@logdoctor/kql";
import { analyze, type KqlNode, nodesOf, positionAt } from "@logdoctor/kql/syntax";
import { LOG_RECORDS } from "../log-records.ts";
import type { RulePredicate } from "../rule.ts";
import { holdsFor } from "./always.ts";
import { COST_MAX, costOf, reasonsAgainst } from "./expressions.ts";
import { rewritten } from "./rewritten.ts";
import { type RuleSteps, reasonAt, stepsOf } from "./steps.ts";

/** What of a query can be a rule: its predicate, or every reason why it is none. */
export type RuleCheck =
  | { readonly ok: true; readonly predicate: RulePredicate }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

const tables = { LogRecords: LOG_RECORDS };

/** A rule's query has at most as many characters. */
const LENGTH_MAX = 10_000;

/**
 * Checks the query of a prevention rule, `LogRecords | where …`, with the official parser: it must bind to the columns of
 * log records, consist of `where` and of `extend` with functions of one row, be bounded in what it costs for each row, and
 * match neither all rows nor none. `prefix` stands before the columns that it makes, so that rules can share one query.
 */
export function checkRule(kqlQuery: string, prefix = "Own"): RuleCheck {
  if (kqlQuery.length > LENGTH_MAX)
    return refused([at(kqlQuery, "TooLong", `A rule has at most ${LENGTH_MAX} characters`)]);
  const unfit = guardQuery(kqlQuery, tables, { allowUnbounded: true });
  if (unfit.length > 0) return refused(unfit);
  const steps = stepsOf(kqlQuery, analyze(kqlQuery, tables).root);
  const reasons = reasonsOf(kqlQuery, steps);
  return reasons.length > 0 ? refused(reasons) : { ok: true, predicate: predicateOf(steps, prefix) };
}

function refused(diagnostics: readonly Diagnostic[]): RuleCheck {
  return { ok: false, diagnostics: diagnostics.toSorted((a, b) => a.position.offset - b.position.offset) };
}

function at(text: string, code: string, message: string): Diagnostic {
  return { code, message, position: positionAt(text, 0) };
}

function reasonsOf(text: string, { columns, conditions, refused: found }: RuleSteps): Diagnostic[] {
  if (found.length > 0) return [...found];
  const expressions = [...columns.map(({ expression }) => expression), ...conditions];
  const unfit = [...namesTwice(text, columns), ...expressions.flatMap((one) => reasonsAgainst(text, one))];
  if (unfit.length > 0) return unfit;
  const cost = costOf(expressions);
  if (cost > COST_MAX)
    return [at(text, "TooExpensive", `The rule costs ${Math.ceil(cost)} for each row; at most ${COST_MAX} is allowed`)];
  const holds = holdsFor(conditions, new Map(columns.map(({ name, expression }) => [name, expression])));
  if (holds === "all" || !reachesRow(conditions, columns))
    return [at(text, "MatchesEverything", "The rule matches every row: say which rows it is about")];
  return holds === "none" ? [at(text, "MatchesNothing", "No row can match the rule")] : [];
}

function namesTwice(text: string, columns: RuleSteps["columns"]): Diagnostic[] {
  const seen = new Set<string>(Object.keys(LOG_RECORDS));
  return columns.flatMap(({ name, at: node }) => {
    const known = seen.has(name);
    seen.add(name);
    if (known) return [reasonAt(text, node, "Extend", `There is a column ${name} already; give this one another name`)];
    return /^[A-Za-z_][A-Za-z0-9_]{0,60}$/.test(name)
      ? []
      : [reasonAt(text, node, "Extend", "A column's name has letters, digits and _")];
  });
}

/** Whether the conditions look at the row at all. */
function reachesRow(conditions: readonly KqlNode[], columns: RuleSteps["columns"]): boolean {
  const own = new Map(columns.map(({ name, expression }) => [name, expression]));
  const reaches = (node: KqlNode): boolean =>
    columnsIn(node).some(({ symbol }) => {
      const name = symbol?.name ?? "";
      const made = own.get(name);
      return made === undefined ? Object.hasOwn(LOG_RECORDS, name) : reaches(made);
    });
  return conditions.some(reaches);
}

function columnsIn(node: KqlNode): KqlNode[] {
  return [...nodesOf(node)].filter(({ kind, symbol }) => kind === "NameReference" && symbol?.kind === "column");
}

function predicateOf({ columns, conditions }: RuleSteps, prefix: string): RulePredicate {
  const own = new Map(columns.map(({ name }) => [name, `${prefix}${name}`]));
  return {
    extends: columns.map(({ name, expression }) => ({
      name: `${prefix}${name}`,
      expression: rewritten(expression, own),
    })),
    condition: conditions.map((condition) => `(${rewritten(condition, own)})`).join(" and "),
  };
}
