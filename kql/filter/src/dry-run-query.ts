import { quoteIdentifier, quoteString } from "@logdoctor/kql";
import { type Condition, type FilterAst, type FilterRuleNode, SHARE_STEPS } from "./ast.ts";
import { sameColumn } from "./conflicts.ts";
import { keywordRegex } from "./keyword-text.ts";
import { dropPredicate, inShare, textKql, verbatim } from "./predicate.ts";

/** A half-open span of ingestion time, ISO 8601 in UTC. */
export interface DryRunWindow {
  readonly from: string;
  readonly to: string;
  /** Ids of dropped rows to name for each rule; 5 without it. */
  readonly samples?: number;
}

const SAMPLES = 5;

/**
 * One query that reads the table's history once for all rules. Its rows are `Rule` (an id; none for rows that stay), `Rows`,
 * `Bytes` (by `_BilledSize`) and `ItemIds`, a few of them; a row counts for the first rule that drops it.
 */
export function dryRunQuery(ast: FilterAst, { from, to, samples = SAMPLES }: DryRunWindow): string {
  const probes = probesOf(ast.rules);
  const rules = ast.rules.filter(({ keep }) => keep < SHARE_STEPS);
  const cases = rules.flatMap((rule) => [guarded(rule, probes, ast), quoteString(rule.id)]);
  const held = ast.heldOut === 0 ? [] : [inShare(ast.key, "heldOut", ast.heldOut), '""'];
  const steps = [
    quoteIdentifier(ast.table),
    `where ingestion_time() >= datetime(${instant(from)}) and ingestion_time() < datetime(${instant(to)})`,
    ...probes.map(({ name, test }) => `extend ${name} = ${test}`),
    `extend Rule = ${rules.length === 0 ? '""' : `case(${[...held, ...cases, '""'].join(", ")})`}`,
    `summarize Rows = count(), Bytes = sum(_BilledSize), ItemIds = make_list(_ItemId, ${samples}) by Rule`,
  ];
  return steps.join("\n| ");
}

type Words = Extract<Condition, { readonly kind: "keywords" }>;

/** Whether a row has any word of several rules at all: most have none, and each rule need not be asked. */
interface Probe {
  readonly name: string;
  readonly test: string;
  readonly covers: (condition: Condition) => boolean;
}

function probesOf(rules: readonly FilterRuleNode[]): Probe[] {
  const conditions = rules.map(({ condition }) => condition).filter((one) => one.kind === "keywords");
  const groups = Map.groupBy(conditions, ({ columns }) => columns.map(textKql).join());
  return [...groups.values()].filter((group) => group.length > 1).map(probeOf);
}

function probeOf(group: readonly Words[], index: number): Probe {
  const columns = group[0]?.columns ?? [];
  const regex = verbatim(keywordRegex(group.flatMap(({ words }) => words)));
  return {
    name: `logdoctor_${index}`,
    test: columns.map((column) => `${textKql(column)} matches regex ${regex}`).join(" or "),
    covers: (condition) =>
      condition.kind === "keywords" &&
      condition.columns.length === columns.length &&
      condition.columns.every((column, i) => columns[i] !== undefined && sameColumn(column, columns[i])),
  };
}

function guarded(rule: FilterRuleNode, probes: readonly Probe[], { key }: FilterAst): string {
  const probe = probes.find(({ covers }) => covers(rule.condition));
  const drops = dropPredicate(rule, key);
  return probe === undefined ? drops : `${probe.name} and ${drops}`;
}

function instant(text: string): string {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?Z$/.test(text))
    throw new RangeError(`Not an instant in UTC: ${text}`);
  return text;
}
