import { quoteIdentifier, quoteString } from "@logdoctor/kql";
import { type CompiledRule, compile, dryRunQuery, type FilterAst, readFilter } from "@logdoctor/kql-filter";
import { type FilterRule, ratesOfRules } from "@logdoctor/shared-policies";
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
  /** A few of the rows. */
  readonly itemIds: readonly string[];
}

/** Rules as they would be, without rows held out where nothing else is asked for. */
export interface Played {
  readonly ast: FilterAst;
  readonly rules: readonly CompiledRule[];
}

const samples = 3;

/** Rules of a table as they are played on its history, with a share of the rows that none of them takes. Throws `FilterRefusal`. */
export function played(
  { policies, clock }: FilterContext,
  { table, columns }: TableWork,
  rules: readonly FilterRule[],
  heldOut = 0,
): Played {
  const sampling = ratesOfRules(policies.sampling, rules);
  const { ast } = readFilter({ table, columns, rules, sampling, now: clock.now(), heldOut });
  return { ast, rules: compile(ast, { columns }).rules };
}

/** Rows and bytes of a span by the first rule that takes them: one scan for all rules. */
export async function sharesOf({ workspace }: FilterContext, { ast }: Played, span: Span): Promise<Share[]> {
  const rows = await workspace.rows(dryRunQuery(ast, { ...span, samples }));
  return rows.map((row) => ({
    ruleId: String(row["Rule"]),
    rows: Number(row["Rows"]),
    bytes: Math.round(Number(row["Bytes"] ?? 0)),
    itemIds: listOf(row["ItemIds"]),
  }));
}

/** A few rows that would go, masked, by the rule that takes them. */
export async function samplesOf(
  { workspace }: FilterContext,
  table: string,
  { shares, span }: { shares: readonly Share[]; span: Span },
): Promise<ReadonlyMap<string, string[]>> {
  const ruleOf = new Map(shares.flatMap(({ ruleId, itemIds }) => itemIds.map((id) => [id, ruleId] as const)));
  const found = new Map<string, string[]>();
  if (ruleOf.size === 0) return found;
  const ids = [...ruleOf.keys()].map(quoteString).join(", ");
  const rows = await workspace.rows(
    `${quoteIdentifier(table)}\n| where ${within(span)}\n| where _ItemId in (${ids})\n| take ${ruleOf.size}`,
  );
  for (const row of rows) {
    const ruleId = ruleOf.get(String(row["_ItemId"])) ?? "";
    found.set(ruleId, [...(found.get(ruleId) ?? []), maskedRow(row)]);
  }
  return found;
}

/** Whether rows are among those that any of the rules drops, in KQL. */
export function anyDrops({ rules }: Played): string {
  return rules.length === 0 ? "false" : rules.map(({ predicate }) => `(${predicate})`).join(" or ");
}

export function within({ from, to }: Span): string {
  return `ingestion_time() >= datetime(${from}) and ingestion_time() < datetime(${to})`;
}

/** The query API answers with dynamic values as text. */
function listOf(cell: unknown): string[] {
  const value: unknown = typeof cell === "string" ? JSON.parse(cell) : cell;
  return Array.isArray(value) ? value.map(String) : [];
}
