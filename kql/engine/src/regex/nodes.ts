/** What a class of characters is made of. */
export type SetItem =
  | { readonly kind: "range"; readonly low: number; readonly high: number }
  /** A general category or script, such as `L` or `Greek`. */
  | { readonly kind: "property"; readonly name: string; readonly negated: boolean }
  | { readonly kind: "perl"; readonly name: PerlClass };

/** Unicode's digits, white space and word characters, and all others. */
export type PerlClass = "d" | "D" | "s" | "S" | "w" | "W";

export interface CharacterSet {
  readonly kind: "set";
  readonly items: readonly SetItem[];
  readonly negated: boolean;
  /** Upper and lower case are the same. */
  readonly fold: boolean;
}

export type Place = "start" | "end" | "lineStart" | "lineEnd" | "word" | "notWord";

/** A regular expression as a tree. */
export type RegexNode =
  | CharacterSet
  | { readonly kind: "place"; readonly place: Place }
  | { readonly kind: "group"; readonly index: number; readonly node: RegexNode }
  | { readonly kind: "sequence"; readonly nodes: readonly RegexNode[] }
  | { readonly kind: "either"; readonly nodes: readonly RegexNode[] }
  | {
      readonly kind: "repeat";
      readonly node: RegexNode;
      readonly min: number;
      readonly max: number;
      readonly greedy: boolean;
    };

export interface ParsedRegex {
  readonly root: RegexNode;
  /** Capturing groups, without the whole match. */
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
}

/** `invalid`: Kusto refuses the pattern too. Otherwise this engine cannot prove what it means there. */
export class RegexError extends Error {
  readonly invalid: boolean;

  constructor(message: string, invalid: boolean) {
    super(message);
    this.name = "RegexError";
    this.invalid = invalid;
  }
}

export const LAST_CODE_POINT = 0x10ffff;

export function range(low: number, high = low): SetItem {
  return { kind: "range", low, high };
}
