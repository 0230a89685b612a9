import { tableColumns } from "@logdoctor/kql/tables";
import { compile, explain, FilterRefusal, MAX_TRANSFORM_LENGTH, readFilter } from "@logdoctor/kql-filter";
import type { FilterRule, SamplingConfig } from "@logdoctor/shared-policies";

export interface FilterText {
  readonly transformKql?: string;
  readonly length: number;
  readonly limit: number;
  readonly warnings: readonly string[];
  readonly refusal?: { readonly code: string; readonly message: string; readonly ruleId?: string };
}

export interface RulesOfTable {
  readonly table: string;
  readonly rules: readonly FilterRule[];
  readonly sampling: readonly SamplingConfig[];
}

/** Says why a row would go; `reason` is for people. */
export interface FilterAnswer {
  readonly dropped: boolean;
  readonly ruleId?: string;
  readonly reason: string;
  readonly rules: readonly {
    readonly ruleId: string;
    readonly ruleName: string;
    readonly outcome: "drops" | "would-drop" | "kept-by-sampling" | "no-match";
  }[];
}

/** What the provider knows of transformations; agents compile the same rules again, for the stream that is really there. */
export interface FilterKit {
  compile(of: RulesOfTable): FilterText;
  /** Undefined for a table whose columns are not known here. */
  explain(of: RulesOfTable, row: Readonly<Record<string, unknown>>): FilterAnswer | undefined;
}

const unknownTable = "The columns of this table are not known here; the agent checks the rule against the workspace.";

export const filterKit: FilterKit = { compile: compileRules, explain: explainRow };

function compileRules({ table, rules, sampling }: RulesOfTable): FilterText {
  const limit = MAX_TRANSFORM_LENGTH;
  const columns = tableColumns(table);
  if (columns === undefined) return { length: 0, limit, warnings: [unknownTable] };
  try {
    const read = readFilter({ table, columns, rules, sampling });
    const { transformKql, length, warnings } = compile(read.ast, { columns });
    return {
      ...(transformKql === undefined ? {} : { transformKql }),
      ...{ length, limit, warnings: [...read.warnings, ...warnings] },
    };
  } catch (error) {
    if (!(error instanceof FilterRefusal)) throw error;
    const { code, message, ruleId } = error;
    return { length: 0, limit, warnings: [], refusal: { code, message, ...(ruleId === undefined ? {} : { ruleId }) } };
  }
}

function explainRow(
  { table, rules, sampling }: RulesOfTable,
  row: Readonly<Record<string, unknown>>,
): FilterAnswer | undefined {
  const columns = tableColumns(table);
  if (columns === undefined) return undefined;
  const { ast } = readFilter({ table, columns, rules, sampling });
  const { dropped, ruleId, reason, rules: seen } = explain(ast, row);
  return {
    ...{ dropped, reason },
    ...(ruleId === undefined ? {} : { ruleId }),
    rules: seen.map((one) => ({ ruleId: one.ruleId, ruleName: one.ruleName, outcome: one.outcome })),
  };
}
