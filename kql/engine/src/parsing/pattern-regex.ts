import { RegexError } from "../regex/nodes.ts";
import { compileRegex } from "../regex/regex.ts";
import type { ParsePattern, Piece } from "./pattern.ts";

/** A parse pattern as RE2. */
export interface PatternRegex {
  /** Fits the text from its start to its end. */
  readonly whole: string;
  /** Fits where Kusto might fit something too, should it not demand the whole text. */
  readonly loose: string;
  /** Names of the capturing groups in order: `g<i>` the column that is piece i, others the pattern's own. */
  readonly groups: readonly string[];
}

type Fail = (message: string) => Error;
type Column = Extract<Piece, { kind: "column" }>;

const INTEGER = "-?\\d+";
const REAL = "-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?";
const NUMBERS: Readonly<Record<string, string>> = { int: INTEGER, long: INTEGER, real: REAL, decimal: REAL };

export function patternRegex(pattern: ParsePattern, fail: Fail): PatternRegex {
  return pattern.mode === "regex" ? fromRegexes(pattern, fail) : fromTexts(pattern, fail);
}

// Texts stand as they are; between them as little as possible.
function fromTexts({ mode, pieces }: ParsePattern, fail: Fail): PatternRegex {
  const [open, closed] = [pieces[0]?.kind === "star", pieces.at(-1)?.kind === "star"];
  const groups: string[] = [];
  const parts = pieces.map((piece, i) => {
    if (piece.kind === "text") return escaped(piece.text);
    if (piece.kind === "star") return (i === 0 && open) || (i === pieces.length - 1 && closed) ? "" : ".*?";
    groups.push(`g${i}`);
    const next = pieces[i + 1];
    if (next === undefined) return "(.*)";
    if (isShort(pieces, i + 1)) return `([^${escaped(next.kind === "text" ? next.text : "")}]*)`;
    return next.kind === "star" ? beforeStar(piece, mode === "relaxed", fail) : "(.*?)";
  });
  const body = parts.join("");
  const start = open ? "" : "\\A";
  return { whole: `(?s)${start}${body}${closed ? "" : "\\z"}`, loose: `(?s)${start}${body}`, groups };
}

function escaped(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}\-/]/g, "\\$&").replaceAll("\0", "\\x00");
}

// Before a text of one character stand others than it, where what follows fits after the first such as after a later one:
// RE2 finds that twice as fast as "as little as possible".
function isShort(pieces: readonly Piece[], at: number): boolean {
  const [text, next, last] = [pieces[at], pieces[at + 1], pieces[at + 2]];
  if (text?.kind !== "text" || !/^[ -~]$/.test(text.text)) return false;
  return next?.kind === "star" || (next?.kind === "column" && last?.kind !== "star");
}

// A column before `*` ends with its own characters: of text, anyone could say where.
function beforeStar(piece: Column, optional: boolean, fail: Fail): string {
  const shape = NUMBERS[piece.type];
  if (shape === undefined) throw fail(`A ${piece.type} before * is not supported`);
  return optional ? `((?:${shape})?)` : `(${shape})`;
}

// Texts are regular expressions; `*` and columns take as much as they can (documented).
function fromRegexes({ pieces, flags }: ParsePattern, fail: Fail): PatternRegex {
  const groups: string[] = [];
  const parts = pieces.map((piece, i) => {
    if (piece.kind === "star") return ".*";
    if (piece.kind === "column") {
      groups.push(`g${i}`);
      const shape = NUMBERS[piece.type];
      return shape === undefined ? "(.*)" : `(${shape.replaceAll("\\d", "[0-9]")})`;
    }
    const own = compiled(piece.text, fail).groups;
    for (let group = 0; group < own; group++) groups.push(`o${i}_${group}`);
    return `(?:${piece.text})`;
  });
  const switches = flags === "" ? "" : `(?${flags})`;
  const body = parts.join("");
  return {
    whole: compiled(`${switches}\\A${body}\\z`, fail).unicode,
    loose: compiled(`${switches}${body}`, fail).unicode,
    groups,
  };
}

function compiled(pattern: string, fail: Fail) {
  try {
    const regex = compileRegex(pattern);
    if (regex.hasWordBorder) throw fail("\\b is not supported in parse");
    return regex;
  } catch (error) {
    if (error instanceof RegexError) throw fail(`The regular expression ${pattern}: ${error.message}`);
    throw error;
  }
}
