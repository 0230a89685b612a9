import { invalid, unproven } from "./cursor.ts";
import { LAST_CODE_POINT, range, type SetItem } from "./nodes.ts";

// https://www.unicode.org/reports/tr44/#General_Category_Values: names are read without case, blanks, - and _.
const CATEGORIES: Readonly<Record<string, string>> = {
  letter: "L",
  uppercaseletter: "Lu",
  lowercaseletter: "Ll",
  titlecaseletter: "Lt",
  modifierletter: "Lm",
  otherletter: "Lo",
  mark: "M",
  nonspacingmark: "Mn",
  spacingmark: "Mc",
  enclosingmark: "Me",
  number: "N",
  decimalnumber: "Nd",
  digit: "Nd",
  letternumber: "Nl",
  othernumber: "No",
  punctuation: "P",
  punct: "P",
  connectorpunctuation: "Pc",
  dashpunctuation: "Pd",
  openpunctuation: "Ps",
  closepunctuation: "Pe",
  initialpunctuation: "Pi",
  finalpunctuation: "Pf",
  otherpunctuation: "Po",
  symbol: "S",
  mathsymbol: "Sm",
  currencysymbol: "Sc",
  modifiersymbol: "Sk",
  othersymbol: "So",
  separator: "Z",
  spaceseparator: "Zs",
  lineseparator: "Zl",
  paragraphseparator: "Zp",
  control: "Cc",
  cntrl: "Cc",
  format: "Cf",
  privateuse: "Co",
};

const SHORT = new Set(Object.values(CATEGORIES).map((name) => name.toLowerCase()));

/** The class that `\p{text}` names. */
export function propertyItem(text: string, negated: boolean): SetItem {
  const inverse = text.startsWith("^");
  const [, key, value] = /^\^?(?:([^=:]*)[=:])?(.*)$/.exec(text) ?? [];
  const kind = plain(key ?? "");
  const name = plain(value ?? "");
  if (name === "any" && kind === "") return negated === inverse ? range(0, LAST_CODE_POINT) : nothing();
  const category = ["", "gc", "generalcategory"].includes(kind) ? categoryOf(name) : undefined;
  const script = ["", "sc", "script"].includes(kind) ? scriptOf(name) : undefined;
  const found = category ?? script;
  if (found === undefined) throw unproven(`the Unicode class ${text}`);
  return { kind: "property", name: found, negated: negated !== inverse };
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[\s_-]/g, "");
}

function categoryOf(name: string): string | undefined {
  const long = CATEGORIES[name];
  if (long !== undefined) return long;
  // `C` has the unassigned characters, which differ between versions of Unicode.
  return SHORT.has(name) ? `${name.charAt(0).toUpperCase()}${name.slice(1)}` : undefined;
}

const SCRIPTS =
  "Arabic Armenian Bengali Bopomofo Braille Common Cyrillic Devanagari Ethiopic Georgian Greek Gujarati Gurmukhi Han Hangul Hebrew Hiragana Kannada Katakana Khmer Lao Latin Malayalam Mongolian Myanmar Oriya Sinhala Syriac Tamil Telugu Thaana Thai Tibetan".split(
    " ",
  );

function scriptOf(name: string): string | undefined {
  return SCRIPTS.find((script) => script.toLowerCase() === name);
}

function nothing(): never {
  throw invalid("a class of no characters");
}
