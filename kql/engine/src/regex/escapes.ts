import { type Cursor, eat, invalid, next, peek, unproven, until } from "./cursor.ts";
import { LAST_CODE_POINT, type PerlClass, type Place, range, type SetItem } from "./nodes.ts";
import { propertyItem } from "./properties.ts";

const CONTROLS: Readonly<Record<string, number>> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };
const PERL: readonly string[] = ["d", "D", "s", "S", "w", "W"];
const PLACES: Readonly<Record<string, Place>> = { A: "start", z: "end", b: "word", B: "notWord" };
const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** What stands behind a backslash: https://learn.microsoft.com/kusto/query/regex */
export function readEscape(cursor: Cursor): SetItem | Place {
  const char = next(cursor, "a pattern ends with a lone backslash");
  if (/[0-9]/.test(char)) throw invalid("backreferences and octal escapes are not supported");
  if (char === "p" || char === "P") return readProperty(cursor, char === "P");
  if (PERL.includes(char)) return { kind: "perl", name: char as PerlClass };
  const control = CONTROLS[char];
  if (control !== undefined) return range(control);
  if (char in HEX_DIGITS) return range(readHex(cursor, HEX_DIGITS[char] ?? 2));
  const place = PLACES[char];
  if (place !== undefined) {
    if (char === "b" && peek(cursor) === "{") throw unproven("half word boundaries");
    return place;
  }
  if (char === "<" || char === ">") throw unproven(`\\${char}`);
  if (/[A-Za-z]/.test(char) || char > "\x7e") throw invalid(`unrecognized escape sequence \\${char}`);
  return range(char.codePointAt(0) ?? 0);
}

function readHex(cursor: Cursor, digits: number): number {
  const text = eat(cursor, "{")
    ? until(cursor, "}", "a hexadecimal escape is not closed")
    : Array.from({ length: digits }, () => next(cursor, "a hexadecimal escape is too short")).join("");
  const value = /^[0-9a-fA-F]{1,8}$/.test(text) ? Number.parseInt(text, 16) : Number.NaN;
  if (!(value <= LAST_CODE_POINT) || (value >= 0xd800 && value <= 0xdfff))
    throw invalid(`not a character's number: ${text}`);
  return value;
}

function readProperty(cursor: Cursor, negated: boolean): SetItem {
  const char = next(cursor, "a Unicode class has no name");
  const text = char === "{" ? until(cursor, "}", "a Unicode class is not closed") : char;
  return propertyItem(text, negated);
}
