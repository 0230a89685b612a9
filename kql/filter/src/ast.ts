import type { FilterType, MatchMode } from "@logdoctor/shared-policies";

/** What a rule looks at: a column, or a place in a dynamic one. */
export interface ColumnRef {
  readonly column: string;
  /** Keys within a dynamic column; empty is the whole value. */
  readonly path: readonly string[];
  /** How it is read: a string as it is, a dynamic value by `tostring()`, whole numbers as numbers. */
  readonly reads: "text" | "dynamic" | "integer";
}

export interface Keyword {
  readonly text: string;
  readonly mode: MatchMode;
}

/** One of the columns has one of the words. */
export interface KeywordCondition {
  readonly kind: "keywords";
  readonly columns: readonly ColumnRef[];
  readonly words: readonly Keyword[];
}

/** The column is one of the values, case counts. For a column of integers, values are their digits. */
export interface ValueCondition {
  readonly kind: "values";
  readonly column: ColumnRef;
  readonly values: readonly string[];
}

/** The column is an IPv4 address within one of the ranges, or one of the values. */
export interface AddressCondition {
  readonly kind: "addresses";
  readonly column: ColumnRef;
  readonly values: readonly string[];
  readonly ranges: readonly AddressRange[];
}

/** `10.1.16.0/20`: the leading 20 bits of four octets. */
export interface AddressRange {
  readonly octets: readonly [number, number, number, number];
  readonly bits: number;
}

export type Condition = KeywordCondition | ValueCondition | AddressCondition;

/** A share in steps of 1/65536. */
export type Share = number;
export const SHARE_STEPS = 65_536;

export interface FilterRuleNode {
  readonly id: string;
  readonly name: string;
  readonly type: FilterType;
  readonly priority: number;
  readonly condition: Condition;
  /** Share of the matching rows that is kept; 0 drops them all. */
  readonly keep: Share;
  /** Where `maxPerMinute` of a sampling stands. */
  readonly maxPerMinute: number | undefined;
}

/**
 * What the hash of a row is made of, so that a decision is the same wherever it is made: the trace that the row belongs to;
 * for a row of no trace its time and some of its texts.
 */
export interface RowKey {
  readonly trace: ColumnRef | undefined;
  /** Whether the table has a `TimeGenerated` for rows of no trace. */
  readonly time: boolean;
  readonly texts: readonly ColumnRef[];
}

/** Rules for the rows of one table, in the order in which they are asked. */
export interface FilterAst {
  readonly table: string;
  readonly rules: readonly FilterRuleNode[];
  readonly key: RowKey;
  /** Share of the rows that no rule drops, so that what a filter saves is measured. */
  readonly heldOut: Share;
}
