import { WILDCARD } from "./mask-word.ts";
import { isVariable, type Token } from "./scan.ts";

/** Values that look alike are a list from this number on; two are two. */
const SHORTEST_LIST = 3;

/** A list of variable values, with or without commas, is as one value, since its length varies too; so is `1,234`. */
export function withoutRuns(tokens: readonly Token[]): Token[] {
  const out: Token[] = [];
  let run = { length: 1, step: 1 };
  for (const token of tokens) {
    const comma = out.at(-1)?.text === ",";
    const step = comma ? 2 : 1;
    const before = out.at(-step);
    if (comma && !token.spaced && isVariable(token) && isVariable(before)) {
      out.splice(-2, 2, { text: WILDCARD, spaced: before?.spaced ?? false });
      continue;
    }
    out.push(token);
    if (token.text === ",") continue;
    const isNext = isVariable(token) && before?.text === token.text;
    run = { length: !isNext ? 1 : run.length > 1 && run.step !== step ? 2 : run.length + 1, step };
    if (run.length === SHORTEST_LIST) out.splice(step * (1 - SHORTEST_LIST));
    if (run.length > SHORTEST_LIST) out.splice(-step);
  }
  return out;
}

/** Tokens, and variable parts, of the longest group whose repetitions are told. */
const LONGEST = 32;
const MOST_VARIABLES = 4;

/**
 * Leaves one of groups of tokens that stand in a row and differ in variable parts alone, as the items of a list do:
 * `node-1 is ok, node-2 is ok, ` is as `node-1 is ok, `. How many there are varies too.
 */
export function withoutRepeats(tokens: readonly Token[]): readonly Token[] {
  let out = tokens;
  for (const length of lengthsOf(tokens)) out = withoutRepeatsOf(out, length);
  return out;
}

/** The lengths that groups can have: a variable part stands at the same place in the next group. */
function lengthsOf(tokens: readonly Token[]): number[] {
  const places = tokens.flatMap((token, place) => (isVariable(token) ? [place] : []));
  const lengths = new Set<number>();
  for (const [i, place] of places.entries()) {
    for (const next of places.slice(i + 1, i + 1 + MOST_VARIABLES)) lengths.add(next - place);
  }
  return [...lengths].filter((length) => length > 1 && length <= LONGEST).toSorted((x, y) => x - y);
}

function withoutRepeatsOf(tokens: readonly Token[], length: number): readonly Token[] {
  const out: Token[] = [];
  for (const token of tokens) {
    out.push(token);
    const before = out.length - 2 * length;
    if (before < 0 || !isRepeat(out, before, length)) continue;
    const group = out.splice(-length);
    for (const [i, { text }] of group.entries()) {
      const kept = out[before + i];
      if (kept !== undefined && kept.text !== text) out[before + i] = { text: WILDCARD, spaced: kept.spaced };
    }
  }
  return out.length === tokens.length ? tokens : out;
}

function isRepeat(tokens: readonly Token[], from: number, length: number): boolean {
  let variable = false;
  for (let i = from; i < from + length; i++) {
    const [one, two] = [tokens[i], tokens[i + length]];
    if (one === undefined || two === undefined) return false;
    if (isVariable(one) && isVariable(two)) variable = true;
    else if (one.text !== two.text) return false;
  }
  return variable;
}
