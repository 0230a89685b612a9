import { headline } from "./headline.ts";
import { withoutRepeats, withoutRuns } from "./lists.ts";
import { WILDCARD } from "./mask-word.ts";
import type { Limits } from "./options.ts";
import { isVariable, scan, type Token } from "./scan.ts";

/**
 * A message reduced to what its log statement wrote. `tokens` are compared: any word with a variable part in it is a
 * wildcard there. `shown` is for people and keeps what such words have in common, `blk_<*>`.
 */
export interface Shape {
  readonly tokens: readonly string[];
  readonly shown: readonly Token[];
}

/** Reduces a message to its shape. Takes time linear in the message's length, up to the limits. */
export function shapeOf(message: string, { maxTokens, maxCharacters }: Limits): Shape {
  const tokens: string[] = [];
  const shown: Token[] = [];
  for (const token of withoutRepeats(
    withoutRuns(calls(meaningful(scan(headline(message, maxCharacters), maxTokens)))),
  )) {
    tokens.push(isVariable(token) ? WILDCARD : token.text);
    shown.push(token);
  }
  return { tokens, shown };
}

const LITERALS = new Set("true false True False TRUE FALSE yes no YES NO null nil none None undefined".split(" "));

const DATES = new Set(
  "Mon Tue Wed Thu Fri Sat Sun Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec AM PM UTC GMT EST EDT CST CDT PST PDT CET CEST KST JST".split(
    " ",
  ),
);

const UNITS = new Set("B KB MB GB TB PB kB KiB MiB GiB TiB K M G ns us µs ms s sec secs min h".split(" "));

/** Takes parts of a date and units into the number that they stand beside, and puts a value where one is empty. */
function meaningful(tokens: readonly Token[]): Token[] {
  const out: Token[] = [];
  for (const [i, token] of tokens.entries()) {
    const before = out.at(-1);
    if (before?.text === WILDCARD && UNITS.has(token.text)) continue;
    if (isBound(tokens, i)) continue;
    if (isEmptyBefore(token, out)) out.push({ text: WILDCARD, spaced: false });
    const next = tokens[i + 1];
    const isDate = DATES.has(token.text) && (isVariable(before) || isVariable(next) || DATES.has(next?.text ?? ""));
    const isLiteral =
      LITERALS.has(token.text) && (before?.text === "=" || (before?.text === ":" && out.at(-2)?.text === '"'));
    out.push(isDate || isLiteral ? { text: WILDCARD, spaced: token.spaced } : token);
  }
  return out;
}

/** The sign of a bound, as in `<1 sec`; `<1>` is in brackets. */
function isBound(tokens: readonly Token[], at: number): boolean {
  const [sign, value, next] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if ((sign?.text !== "<" && sign?.text !== ">") || value?.text !== WILDCARD || value.spaced) return false;
  return (sign.spaced || at === 0) && next?.text !== ">";
}

/** Nothing between brackets or quotes, or behind a key, is a value too. Not so `init()`: that is the name of a function. */
function isEmptyBefore(token: Token, tokens: readonly Token[]): boolean {
  const before = tokens.at(-1);
  if (before === undefined) return false;
  if (before.text === "=")
    return !before.spaced && isKey(tokens.at(-2)) && (token.spaced || ",;)]}".includes(token.text));
  if (token.spaced) return false;
  if (before.text === "(") return token.text === ")" && before.spaced;
  if (before.text === "[") return token.text === "]";
  return (before.text === '"' || before.text === "'") && token.text === before.text && isOpening(tokens);
}

function isKey(token: Token | undefined): boolean {
  return token !== undefined && /[\p{L}\p{N}]/u.test(token.text);
}

/** Whether the last of some tokens is a quote that opens: after a space, a key or at the beginning. */
function isOpening(tokens: readonly Token[]): boolean {
  const [before, quote] = [tokens.at(-2), tokens.at(-1)];
  return before === undefined || quote?.spaced === true || before.text === "=" || before.text === ":";
}

/** A name with a number in brackets right behind it, `sshd[411]` or `LOCAL(0)`, is one word, unless it begins the message. */
function calls(tokens: readonly Token[]): Token[] {
  const out: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token === undefined) break;
    const call = i > 0 && token.spaced ? callAt(tokens, i) : undefined;
    out.push(call ?? token);
    if (call !== undefined) i += 3;
  }
  return out;
}

function callAt(tokens: readonly Token[], at: number): Token | undefined {
  const open = tokens[at + 1];
  if (open === undefined || open.spaced || (open.text !== "(" && open.text !== "[")) return undefined;
  const [inside, close] = [tokens[at + 2], tokens[at + 3]];
  if (inside?.text !== WILDCARD || inside.spaced || close?.spaced !== false) return undefined;
  if (close.text !== (open.text === "(" ? ")" : "]")) return undefined;
  return { text: `${tokens[at]?.text}${open.text}${WILDCARD}${close.text}`, spaced: true };
}
