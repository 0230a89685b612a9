import type { FilterType, MatchMode } from "@logdoctor/shared-policies";
import { addressRange, looksLikeAddress } from "./addresses.ts";
import type { ColumnRef, Condition } from "./ast.ts";
import { hasCertainCase } from "./folding.ts";
import { FilterRefusal } from "./refusal.ts";
import { type Columns, candidateNames, candidates, columnRef, type Target } from "./targets.ts";

export interface Looked {
  readonly id: string;
  /** How the values are compared: those of Keyword and Sampling are words in a text, others whole values. */
  readonly by: FilterType;
  readonly values: readonly string[];
  readonly columns?: readonly string[] | undefined;
  readonly matchMode?: MatchMode | undefined;
}

/** What a rule matches in a table with these columns. Throws FilterRefusal. */
export function conditionOf(rule: Looked, columns: Columns): Condition {
  if (rule.values.some((value) => value.trim() === "" || !value.isWellFormed()))
    throw new FilterRefusal("bad-value", "A pattern is blank, or holds half of a surrogate pair", rule.id);
  const found = columnsOf(rule, columns);
  if (rule.by === "Keyword" || rule.by === "Sampling") return keywords(rule, found);
  const [column] = found;
  if (column === undefined || found.length > 1)
    throw new FilterRefusal("column-type", `A rule of type ${rule.by} looks at one column`, rule.id);
  if (column.reads === "integer")
    return { kind: "values", column, values: unique(rule.values.map((v) => digits(v, rule))) };
  return rule.by === "Source" ? source(rule, column) : { kind: "values", column, values: unique(rule.values) };
}

function keywords(rule: Looked, columns: readonly ColumnRef[]): Condition {
  const uncertain = rule.values.find((value) => !hasCertainCase(value));
  if (uncertain !== undefined)
    throw new FilterRefusal("bad-value", `Upper and lower case of ${JSON.stringify(uncertain)} are not known`, rule.id);
  if (columns.some(({ reads }) => reads === "integer"))
    throw new FilterRefusal("column-type", "Keywords are looked for in texts; a column of numbers holds none", rule.id);
  const words = unique(rule.values).map((text) => ({ text, mode: rule.matchMode ?? ("Term" as const) }));
  return { kind: "keywords", columns, words };
}

function source(rule: Looked, column: ColumnRef): Condition {
  const ranges = rule.values.flatMap((value) => addressRange(value) ?? []);
  const values = unique(rule.values.filter((value) => addressRange(value) === undefined));
  const odd = values.find((value) => /^[\dA-Fa-f.:]+\/\d+$/.test(value));
  if (odd !== undefined)
    throw new FilterRefusal("bad-value", `${odd} is no range of IPv4 addresses such as 10.1.16.0/20`, rule.id);
  return ranges.length === 0 ? { kind: "values", column, values } : { kind: "addresses", column, values, ranges };
}

function columnsOf(rule: Looked, columns: Columns): ColumnRef[] {
  if (rule.columns !== undefined) return rule.columns.map((text) => named(text, rule, columns));
  const targets = targetsOf(rule);
  const found = targets.flatMap((target) => candidates(target, columns))[0];
  if (found !== undefined) return [found];
  throw new NoColumn(rule, targets.map(candidateNames).join(", "));
}

/** The table has nothing that such a rule looks at: there the rule drops nothing. */
export class NoColumn extends FilterRefusal {
  constructor({ by, id }: Looked, names: string) {
    super(
      "unknown-column",
      `The table has no column that a rule of type ${by} looks at by itself (${names}, ...): name it in "columns"`,
      id,
    );
    this.name = "NoColumn";
  }
}

function named(text: string, rule: Looked, columns: Columns): ColumnRef {
  const found = columnRef(text, columns);
  if (found === undefined)
    throw new FilterRefusal("unknown-column", `The table has no column ${JSON.stringify(text)}`, rule.id);
  if (found === "type")
    throw new FilterRefusal(
      "column-type",
      `${text} is no string, integer or dynamic value, as rules read them`,
      rule.id,
    );
  return found;
}

function targetsOf({ by, values }: Looked): Target[] {
  if (by === "Source") return values.every(looksLikeAddress) ? ["address", "source"] : ["source", "address"];
  if (by === "Keyword") return ["keyword"];
  if (by === "Sampling") return values.every((value) => value.startsWith("/")) ? ["path", "keyword"] : ["keyword"];
  return values.every((value) => /^-?\d+$/.test(value)) ? ["level", "category"] : ["category"];
}

function digits(value: string, rule: Looked): string {
  if (/^(0|-?[1-9]\d{0,14})$/.test(value)) return value;
  throw new FilterRefusal("bad-value", `${JSON.stringify(value)} is no whole number as the column holds them`, rule.id);
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
