/** A KQL string literal in double quotes that stands for exactly `text`. */
export function quoteString(text: string): string {
  let out = '"';
  for (let i = 0; i < text.length; i++) out += escapeUnit(text.charCodeAt(i));
  return `${out}"`;
}

const NAMED: Readonly<Record<number, string>> = { 9: "\\t", 10: "\\n", 13: "\\r", 34: '\\"', 39: "\\'", 92: "\\\\" };

// Printable ASCII only: what a reader sees is what the engine sees, and no line end can close a literal early.
function escapeUnit(unit: number): string {
  const named = NAMED[unit];
  if (named !== undefined) return named;
  if (unit >= 32 && unit < 127) return String.fromCharCode(unit);
  return `\\u${unit.toString(16).padStart(4, "0")}`;
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
