import { RegexError } from "./nodes.ts";

export interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
  readonly U: boolean;
  readonly x: boolean;
}

/** Where the parser stands in a pattern. */
export interface Cursor {
  readonly chars: readonly string[];
  at: number;
  flags: Flags;
  groups: number;
  depth: number;
  readonly names: Map<string, number>;
}

const MAX_LENGTH = 20_000;

export function cursorOf(pattern: string): Cursor {
  if (pattern.length > MAX_LENGTH) throw new RegexError("a pattern of more than 20,000 characters", false);
  const flags = { i: false, m: false, s: false, U: false, x: false };
  return { chars: [...pattern], at: 0, flags, groups: 0, depth: 0, names: new Map() };
}

export function peek(cursor: Cursor, ahead = 0): string | undefined {
  return cursor.chars[cursor.at + ahead];
}

/** Steps over `text` where it stands next. */
export function eat(cursor: Cursor, text: string): boolean {
  const chars = [...text];
  if (!chars.every((char, i) => peek(cursor, i) === char)) return false;
  cursor.at += chars.length;
  return true;
}

export function next(cursor: Cursor, message: string): string {
  const char = cursor.chars[cursor.at++];
  if (char === undefined) throw new RegexError(message, true);
  return char;
}

/** Text up to `end`, which is stepped over. */
export function until(cursor: Cursor, end: string, message: string): string {
  let text = "";
  for (;;) {
    const char = next(cursor, message);
    if (char === end) return text;
    text += char;
  }
}

/** In verbose mode blanks and comments mean nothing. */
export function skipBlanks(cursor: Cursor): void {
  if (!cursor.flags.x) return;
  for (;;) {
    const char = peek(cursor);
    if (char === "#") while (peek(cursor) !== undefined && peek(cursor) !== "\n") cursor.at++;
    else if (char !== undefined && /\p{White_Space}/u.test(char)) cursor.at++;
    else return;
  }
}

export function invalid(message: string): RegexError {
  return new RegexError(message, true);
}

export function unproven(message: string): RegexError {
  return new RegexError(message, false);
}
