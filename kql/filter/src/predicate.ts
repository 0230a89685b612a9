import { quoteIdentifier, quoteString } from "@logdoctor/kql";
import { rangesRegex } from "./addresses.ts";
import type { ColumnRef, Condition, FilterRuleNode, RowKey, Share } from "./ast.ts";
import { type HashPart, hexBelow } from "./hex-prefix.ts";
import { keywordRegex } from "./keyword-text.ts";

/** Part of what is hashed, so that a service which samples by the same key chooses other rows. */
export const SALT = "logdoctor";

/** Whether the rule drops a row, in KQL; the rule drops some. */
export function dropPredicate({ condition, keep }: FilterRuleNode, key: RowKey): string {
  const matches = conditionKql(condition);
  return keep === 0 ? matches : `${matches} and not(${inShare(key, "sampling", keep)})`;
}

/** Whether the hash of a row's key lies in a share, in KQL; `share` is neither nothing nor all. */
export function inShare(key: RowKey, part: HashPart, share: Share): string {
  return `hash_sha256(${keyKql(key)}) matches regex ${verbatim(hexBelow(share, part))}`;
}

function keyKql({ trace, time, texts }: RowKey): string {
  const parts = [...(time ? ["tostring(TimeGenerated)"] : []), ...texts.map(textKql)];
  const row = parts.length === 0 ? '""' : parts.length === 1 ? parts[0] : `strcat(${parts.join(', "|", ')})`;
  const id = trace === undefined ? row : `iif(isempty(${textKql(trace)}), ${row}, ${textKql(trace)})`;
  return `strcat(${quoteString(SALT)}, ${id})`;
}

/** Whether a row satisfies the condition, in KQL. */
export function conditionKql(condition: Condition): string {
  if (condition.kind === "keywords") {
    const regex = verbatim(keywordRegex(condition.words));
    return anyOf(condition.columns.map((column) => `${textKql(column)} matches regex ${regex}`));
  }
  const { column, values } = condition;
  const equal = values.length === 0 ? [] : [equals(column, values)];
  if (condition.kind === "values") return anyOf(equal);
  return anyOf([...equal, `${textKql(column)} matches regex ${verbatim(rangesRegex(condition.ranges))}`]);
}

function equals(column: ColumnRef, values: readonly string[]): string {
  const literals = column.reads === "integer" ? values : values.map(quoteString);
  return values.length === 1
    ? `${textKql(column)} == ${literals[0]}`
    : `${textKql(column)} in (${literals.join(", ")})`;
}

function anyOf(parts: readonly string[]): string {
  return parts.length === 1 ? (parts[0] ?? "") : `(${parts.join(" or ")})`;
}

/** A column as KQL, read as the tree says. */
export function textKql({ column, path, reads }: ColumnRef): string {
  const name = `${quoteIdentifier(column)}${path.map((key) => `[${quoteString(key)}]`).join("")}`;
  return reads === "dynamic" ? `tostring(${name})` : name;
}

/** Patterns hold no quotes and nothing that a reader could not see: a verbatim literal says them best. */
function verbatim(pattern: string): string {
  return `@"${pattern}"`;
}
