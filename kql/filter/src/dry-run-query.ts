import { quoteIdentifier, quoteString } from "@logdoctor/kql";
import { type Condition, type FilterAst, type FilterRuleNode, SHARE_STEPS } from "./ast.ts";
import { conditionKql, dropPredicate, inShare, textKql } from "./predicate.ts";

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
    `where ${spanKql({ from, to })}`,
    ...probes.map(({ name, test }) => `extend ${name} = ${test}`),
    `extend Rule = ${rules.length === 0 ? '""' : `case(${[...held, ...cases, '""'].join(", ")})`}`,
    `summarize Rows = count(), Bytes = sum(_BilledSize), ItemIds = make_list(_ItemId, ${samples}) by Rule`,
  ];
  return steps.join("\n| ");
}

/** Whether a row may satisfy any of several rules that look at one place: most do not, and no rule need be asked. */
interface Probe {
  readonly name: string;
  readonly test: string;
  readonly place: string;
}

function probesOf(rules: readonly FilterRuleNode[]): Probe[] {
  const groups = Map.groupBy(rules, ({ condition }) => placeOf(condition));
  const shared = [...groups].filter(([, group]) => group.length > 1);
  return shared.map(([place, group], i) => ({
    name: `logdoctor_${i}`,
    test: conditionKql(merged(group.map(({ condition }) => condition))),
    place,
  }));
}

function placeOf(condition: Condition): string {
  const columns = condition.kind === "keywords" ? condition.columns : [condition.column];
  return `${condition.kind === "keywords"} ${columns.map(textKql).join()}`;
}

/** One condition for all that look at the same place. */
function merged(conditions: readonly Condition[]): Condition {
  const words = conditions.flatMap((one) => (one.kind === "keywords" ? one.words : []));
  const [first] = conditions;
  if (first === undefined) throw new RangeError("Nothing to merge");
  if (first.kind === "keywords") return { ...first, words };
  const values = [...new Set(conditions.flatMap((one) => (one.kind === "keywords" ? [] : one.values)))];
  const ranges = conditions.flatMap((one) => (one.kind === "addresses" ? one.ranges : []));
  const { column } = first;
  return ranges.length === 0 ? { kind: "values", column, values } : { kind: "addresses", column, values, ranges };
}

function guarded(rule: FilterRuleNode, probes: readonly Probe[], { key }: FilterAst): string {
  const probe = probes.find(({ place }) => place === placeOf(rule.condition));
  const drops = dropPredicate(rule, key);
  return probe === undefined ? drops : `${probe.name} and ${drops}`;
}

/** Rows of the window, in KQL. Throws RangeError for what is no instant. */
export function spanKql({ from, to }: DryRunWindow): string {
  return `ingestion_time() >= datetime(${instant(from)}) and ingestion_time() < datetime(${instant(to)})`;
}

function instant(text: string): string {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?Z$/.test(text))
    throw new RangeError(`Not an instant in UTC: ${text}`);
  return text;
}
