/**
 * A KQL string literal in double quotes that stands for exactly `text`.
 * Throws RangeError for half of a surrogate pair, which no UTF-8 request can carry.
 */
export function quoteString(text: string): string {
  if (!text.isWellFormed()) throw new RangeError("The text holds half of a surrogate pair");
  return `"${[...text].map(escaped).join("")}"`;
}

const NAMED: Readonly<Record<string, string>> = {
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
  '"': '\\"',
  "'": "\\'",
  "\\": "\\\\",
};

// What a reader sees is what the engine sees: controls, odd spaces, format and bidirectional marks are escaped.
function escaped(character: string): string {
  const named = NAMED[character];
  if (named !== undefined) return named;
  if (character === " " || /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character)) return character;
  const units = Array.from({ length: character.length }, (_, i) => character.charCodeAt(i));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}

/** A column or table name as KQL: bare when it is a plain name, else `['name']`. */
export function quoteIdentifier(name: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !RESERVED.has(name.toLowerCase())) return name;
  return `['${quoteString(name).slice(1, -1)}']`;
}

// Words that the grammar reads as something else where a column name may stand.
const RESERVED = new Set(
  "and or not in has contains between by on with of asc desc nulls first last true false null datetime timespan dynamic int long real double decimal guid bool boolean string date time let set pattern declare range print union find search externaldata datatable toscalar typeof where kind".split(
    " ",
  ),
);
