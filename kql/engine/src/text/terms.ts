import { KqlError } from "../errors.ts";

/** Which ends of the searched text must be ends of terms. */
export type TermEnds = "both" | "start" | "end";

// A term is a maximal run of letters and digits: https://learn.microsoft.com/kusto/query/datatypes-string-operators.
// Earlier editions of that page say ASCII letters and digits, so where that makes a difference the query ends.
const CERTAIN = /[0-9A-Za-z]/;
const POSSIBLE = /[\p{L}\p{M}\p{N}]/u;

type Border = "yes" | "no" | "unknown";

/** Does `text` have `term` between borders of terms? Case counts. Throws KqlError where that hangs on what a letter is. */
export function hasTerm(text: string, term: string, ends: TermEnds): boolean {
  return hasAnyTerm(text, [term], ends);
}

/** The same of any of the terms: one that is surely there decides. */
export function hasAnyTerm(text: string, terms: readonly string[], ends: TermEnds): boolean {
  let unknown = false;
  for (const term of terms) {
    const found = seen(text, term, ends);
    if (found === "yes") return true;
    if (found === "unknown") unknown = true;
  }
  if (unknown) throw new KqlError("NotSupported", "Where a term ends beside letters beyond ASCII is not proven");
  return false;
}

function seen(text: string, term: string, ends: TermEnds): Border {
  if (term === "") return "yes";
  let unknown = false;
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
    const start = ends === "end" ? "yes" : border(before(text, at), first(term));
    const end = ends === "start" ? "yes" : border(first(text.slice(at + term.length)), last(term));
    if (start === "yes" && end === "yes") return "yes";
    if (start !== "no" && end !== "no") unknown = true;
  }
  return unknown ? "unknown" : "no";
}

/** Between the term's outermost character and what stands beside it. */
function border(outside: string, inside: string): Border {
  if (outside === "") return "yes";
  const sides = [kind(outside), kind(inside)];
  if (sides.includes("other")) return "yes";
  return sides.includes("possible") ? "unknown" : "no";
}

function kind(char: string): "certain" | "possible" | "other" {
  if (CERTAIN.test(char)) return "certain";
  return POSSIBLE.test(char) ? "possible" : "other";
}

function first(text: string): string {
  return text === "" ? "" : String.fromCodePoint(text.codePointAt(0) ?? 0);
}

function last(text: string): string {
  return before(text, text.length);
}

function before(text: string, at: number): string {
  const low = text.charCodeAt(at - 1);
  return text.slice(low >= 0xdc00 && low <= 0xdfff ? at - 2 : Math.max(at - 1, 0), at);
}

function isPlain(term: string): boolean {
  return term !== "" && !term.includes("\0") && Buffer.byteLength(term) === term.length;
}

/**
 * The terms as a regular expression of RE2 that finds them between borders that are ASCII; undefined where RE2 cannot say
 * it. Classes of all the world's letters would take it longer to compile than most queries take.
 */
export function termPattern(terms: readonly string[], ends: TermEnds): string | undefined {
  if (terms.length === 0 || !terms.every(isPlain)) return undefined;
  const groups = Object.entries(Object.groupBy(terms, (term) => bordersOf(term, ends)));
  const other = "\\x00-/:-@\\[-`{-\\x7f";
  return groups
    .map(([borders, list = []]) => {
      const any = `(?:${list.map(escaped).join("|")})`;
      return `${borders.includes("<") ? `(?:\\A|[${other}])` : ""}${any}${borders.includes(">") ? `(?:\\z|[${other}])` : ""}`;
    })
    .join("|");
}

/** Which ends of the term must be ends of terms. */
function bordersOf(term: string, ends: TermEnds): string {
  const start = ends !== "end" && CERTAIN.test(first(term)) ? "<" : "";
  return ends !== "start" && CERTAIN.test(last(term)) ? `${start}>` : start;
}

/** The text as a regular expression that finds it anywhere. */
export function escaped(term: string): string {
  return term.replace(/[^0-9A-Za-z]/g, (char) => `\\x{${char.charCodeAt(0).toString(16)}}`);
}
