import { quoteIdentifier, quoteString } from "@logdoctor/kql";
import { type CompiledRule, compile, readFilter } from "@logdoctor/kql-filter";
import type { FilterRule } from "@logdoctor/shared-policies";
import { maskedRow } from "../../masking/mask-row.ts";
import type { FilterContext, TableWork } from "./context.ts";

/** A half-open span of ingestion time. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

/** What one rule takes of the rows that those before it leave; `ruleId` is empty for rows that stay. */
export interface Share {
  readonly ruleId: string;
  readonly rows: number;
  readonly bytes: number;
}

/** Rules of a table as the predicates of the rows that they drop, first rule first. */
export function predicatesOf(
  { policies, clock }: FilterContext,
  { table, columns }: TableWork,
  { rules, heldOut }: { rules: readonly FilterRule[]; heldOut: number },
): { readonly rules: readonly CompiledRule[]; readonly kept: (ruleId: string) => number } {
  const asked = { table, columns, rules, sampling: policies.sampling, now: clock.now(), heldOut };
  const compiled = compile(readFilter(asked).ast, { columns });
  const kept = new Map(compiled.rules.map((rule) => [rule.ruleId, rule.kept]));
  return { rules: compiled.rules, kept: (ruleId) => kept.get(ruleId) ?? 1 };
}

/** Rows and bytes of a span by the first rule that takes them: one scan for all rules. */
export async function sharesOf(
  { workspace }: FilterContext,
  table: string,
  { rules, span }: { rules: readonly CompiledRule[]; span: Span },
): Promise<Share[]> {
  const rows = await workspace.rows(`${quoteIdentifier(table)}
| where ${within(span)}
| summarize Rows = count(), Bytes = sum(tolong(_BilledSize)) by Rule = ${firstRule(rules)}
| project Rule, Rows = tostring(Rows), Bytes = tostring(Bytes)`);
  return rows.map((row) => ({ ruleId: String(row["Rule"]), rows: Number(row["Rows"]), bytes: Number(row["Bytes"]) }));
}

/** A few of the rows that a rule would take, masked. */
export async function samplesOf(
  { workspace }: FilterContext,
  table: string,
  { rules, span, ruleId }: { rules: readonly CompiledRule[]; span: Span; ruleId: string },
): Promise<string[]> {
  const rows = await workspace.rows(`${quoteIdentifier(table)}
| where ${within(span)}
| where ${firstRule(rules)} == ${quoteString(ruleId)}
| take 3`);
  return rows.map(maskedRow);
}

/** Whether rows are among those that any of the rules drops, in KQL. */
export function anyDrops(rules: readonly CompiledRule[]): string {
  return rules.length === 0 ? "false" : rules.map(({ predicate }) => `(${predicate})`).join(" or ");
}

export function within({ from, to }: Span): string {
  return `ingestion_time() >= datetime(${from}) and ingestion_time() < datetime(${to})`;
}

function firstRule(rules: readonly CompiledRule[]): string {
  if (rules.length === 0) return '""';
  return `case(${rules.map(({ predicate, ruleId }) => `${predicate}, ${quoteString(ruleId)}`).join(", ")}, "")`;
}
