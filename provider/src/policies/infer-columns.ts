import type { ColumnType } from "@logdoctor/kql";

const comparison = /([A-Za-z_]\w*)\s*(?:==|=~|in~|in\b|>=|<=|>|<|between\b)\s*\(?\s*([^\s),]+)/g;

const literals: readonly (readonly [RegExp, ColumnType])[] = [
  [/^(?:true|false)\b/, "bool"],
  [/^datetime\(/, "datetime"],
  [/^(?:timespan|time)\(/, "timespan"],
  [/^guid\(/, "guid"],
  [/^int\(/, "int"],
  [/^long\(/, "long"],
  [/^(?:real|double)\(/, "real"],
  [/^decimal\(/, "decimal"],
  [/^-?\d+(?:\.\d+)?(?:d|h|m|s|ms|microsecond|tick)\b/, "timespan"],
  [/^-?\d+\.\d/, "real"],
  [/^-?\d/, "long"],
];

/** Columns of an unknown table as a predicate uses them, each typed by the literal that it is compared with. */
export function inferColumns(predicate: string): Record<string, ColumnType> {
  const columns: Record<string, ColumnType> = {};
  for (const [, name = "", literal = ""] of predicate.matchAll(comparison)) {
    columns[name] ??= literals.find(([pattern]) => pattern.test(literal))?.[1] ?? "string";
  }
  return columns;
}
