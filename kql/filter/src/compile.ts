import { createHash } from "node:crypto";
import { checkTransform } from "@logdoctor/kql";
import { type FilterAst, type FilterRuleNode, SHARE_STEPS } from "./ast.ts";
import { changedColumnFaults } from "./changed-columns.ts";
import { compose, decompose, doubtsAbout } from "./composition.ts";
import { refuseConflicts } from "./conflicts.ts";
import { dropPredicate, inShare } from "./predicate.ts";
import { FilterRefusal } from "./refusal.ts";
import type { Columns } from "./targets.ts";
import { checkTarget, type TransformTarget } from "./transform-support.ts";

export const MAX_TRANSFORM_LENGTH = 15_360;

export interface CompileTarget extends Omit<TransformTarget, "table"> {
  /** The columns of the stream, before any transformation. */
  readonly columns: Columns;
  /** What the data flow has now, with or without our filter; undefined where it has no `transformKql`. */
  readonly existing?: string | undefined;
  /**
   * What to do where the customer's own transformation changes or removes a column that a rule reads, so that stored rows do not
   * show what the rule would drop: `refuse` without it.
   */
  readonly onChangedColumn?: "refuse" | "warn";
}

export interface CompiledRule {
  readonly ruleId: string;
  readonly ruleName: string;
  readonly filterType: FilterRuleNode["type"];
  /** KQL that is true of the rows that the rule drops. */
  readonly predicate: string;
  /** Share of the matching rows that is kept, 0 to 1, in steps of 1/65536. */
  readonly kept: number;
}

export interface CompiledFilter {
  /** Undefined where there is no rule and there was no transformation: the property is to be left out. */
  readonly transformKql: string | undefined;
  readonly length: number;
  readonly rules: readonly CompiledRule[];
  readonly warnings: readonly string[];
  /** Names the rules and their order; undefined without rules. */
  readonly fingerprint: string | undefined;
}

/**
 * The `transformKql` that drops what the rules drop, around the customer's own. Throws FilterRefusal for rules that contradict
 * each other, a stream that carries other rows, a table without transformations, columns that the customer's own transformation
 * changes, and a text that is too long.
 */
export function compile(ast: FilterAst, target: CompileTarget): CompiledFilter {
  const warnings = checkTarget({ table: ast.table, ...target });
  const idle = ast.rules.filter(({ keep }) => keep >= SHARE_STEPS);
  warnings.push(...idle.map(({ id }) => `${id} keeps every row`));
  const dropping = ast.rules.filter((rule) => !idle.includes(rule));
  const rules = dropping.map((rule) => compiledRule(rule, ast));
  if (rules.length === 0) return unfiltered(target, warnings);
  const condition = keptCondition(rules, ast);
  // Before rules are compared with each other and read by the parser: both take long for what is endless.
  refuseLength(condition.length);
  refuseConflicts(dropping);
  checkOwn(condition, target.columns);
  const fingerprint = createHash("sha256").update(condition).digest("hex").slice(0, 8);
  const transformKql = compose({ condition, fingerprint, current: target.existing, columns: target.columns });
  refuseLength(transformKql.length);
  const own = decompose(target.existing).existing ?? "";
  const hidden = changedColumnFaults(ast, own, target.columns);
  if (hidden[0] !== undefined && target.onChangedColumn !== "warn") throw hidden[0];
  warnings.push(...hidden.map(({ ruleId, message }) => `${ruleId}: ${message}`), ...doubtsAbout(own, target.columns));
  return { transformKql, length: transformKql.length, rules, warnings, fingerprint };
}

function refuseLength(length: number): void {
  if (length <= MAX_TRANSFORM_LENGTH) return;
  const message = `The transformation would have ${length} characters, and ${MAX_TRANSFORM_LENGTH} are the limit`;
  throw new FilterRefusal("too-long", message);
}

function unfiltered({ existing }: CompileTarget, warnings: readonly string[]): CompiledFilter {
  const transformKql = decompose(existing).existing;
  const all = [...warnings, "No rule drops anything"];
  return { transformKql, length: transformKql?.length ?? 0, rules: [], warnings: all, fingerprint: undefined };
}

function compiledRule(rule: FilterRuleNode, { key }: FilterAst): CompiledRule {
  return {
    ruleId: rule.id,
    ruleName: rule.name,
    filterType: rule.type,
    predicate: dropPredicate(rule, key),
    kept: rule.keep / SHARE_STEPS,
  };
}

function keptCondition(rules: readonly CompiledRule[], { heldOut, key }: FilterAst): string {
  const parts = rules.map(({ predicate, kept }) => (kept === 0 || rules.length === 1 ? predicate : `(${predicate})`));
  const kept = `not(${parts.join(" or ")})`;
  return heldOut === 0 ? kept : `(${inShare(key, "heldOut", heldOut)} or ${kept})`;
}

/** A fault here is ours, unless a column has a name or the rules are so many that the text cannot be read. */
function checkOwn(condition: string, columns: Columns): void {
  const [fault] = checkTransform(`source | where ${condition}`, columns);
  if (fault === undefined) return;
  const code = fault.code === "TooLong" || fault.code === "TooDeep" ? "too-long" : "conflict";
  throw new FilterRefusal(code, `The rules are no transformation: ${fault.message}`);
}
