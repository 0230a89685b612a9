import { quoteIdentifier, quoteString } from "./quote.ts";
import type { ColumnType, DeleteFilter, FilterScalar } from "./types.ts";

/**
 * The filters as one KQL condition, ANDed in their order; every literal is quoted for its column's type.
 * Throws RangeError for an unknown column, a value that the column's type cannot hold exactly, or a wrong value list.
 */
export function predicateToKql(
  filters: readonly DeleteFilter[],
  columns: Readonly<Record<string, ColumnType>>,
): string {
  if (filters.length === 0) throw new RangeError("No filters: a condition on every row is never meant");
  return filters.map((filter) => comparison(filter, columns)).join(" and ");
}

function comparison(filter: DeleteFilter, columns: Readonly<Record<string, ColumnType>>): string {
  const type = Object.hasOwn(columns, filter.column) ? columns[filter.column] : undefined;
  if (type === undefined) throw new RangeError(`The column ${JSON.stringify(filter.column)} is not known`);
  const name = quoteIdentifier(filter.column);
  const { operator, value } = filter;
  const literals = (Array.isArray(value) ? value : [value]).map((item) => literalOf(item, type));
  if (operator === "between") {
    if (!Array.isArray(value) || literals.length !== 2) throw new RangeError("between takes two values");
    return `${name} between (${literals[0]} .. ${literals[1]})`;
  }
  if (operator === "in" || operator === "in~") {
    if (literals.length === 0) throw new RangeError(`${operator} takes one value or more`);
    return `${name} ${operator} (${literals.join(", ")})`;
  }
  if (Array.isArray(value)) throw new RangeError(`${operator} takes one value`);
  return `${name} ${operator} ${literals[0]}`;
}

/** A KQL literal of `type` for exactly this value; RangeError when there is none. */
export function literalOf(value: FilterScalar, type: ColumnType): string {
  const write = WRITERS[type];
  if (write === undefined) throw new RangeError(`Columns of type ${type} cannot be compared`);
  return write(value);
}

const WRITERS: Partial<Record<ColumnType, (value: FilterScalar) => string>> = {
  string: (value) => {
    if (typeof value !== "string") throw new RangeError(`Not a string: ${value}`);
    return quoteString(value);
  },
  int: (value) => integer(value, -(2 ** 31), 2 ** 31 - 1),
  long: (value) => integer(value, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  real: (value) => {
    if (typeof value !== "number" || !Number.isFinite(value)) throw new RangeError(`Not a finite real: ${value}`);
    return `real(${value === 0 ? 0 : value})`;
  },
  bool: (value) => {
    if (value !== "true" && value !== "false") throw new RangeError(`Not "true" or "false": ${value}`);
    return value;
  },
  datetime: (value) => `datetime(${isoSeven(value)})`,
};

function integer(value: FilterScalar, min: number, max: number): string {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < min || value > max)
    throw new RangeError(`Not an exact integer from ${min} to ${max}: ${value}`);
  return String(value);
}

/** ISO UTC text with 7 digits and `Z` of a datetime with fewer, as the Delete Data API takes it. */
export function isoSeven(value: FilterScalar): string {
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,7}))?)?)?Z?$/.exec(String(value));
  const [, day = "", clock = "00:00", second = "00", fraction = ""] = match ?? [];
  const whole = `${day}T${clock}:${second}`;
  const ms = Date.parse(`${whole}.000Z`);
  if (match === null || day.startsWith("0000") || Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(whole))
    throw new RangeError(`Not an ISO 8601 UTC time with up to 7 digits: ${value}`);
  return `${whole}.${fraction.padEnd(7, "0")}Z`;
}
