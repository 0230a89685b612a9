import { hasTermAscii, isAscii } from "./ascii-text.ts";
import type { PlainCondition } from "./plain-conditions.ts";

/** Whether the condition surely holds for a value of its column, or surely does not; undefined where that is not certain. */
export function holds({ column, operator, values }: PlainCondition, value: string): boolean | undefined {
  return column.reads === "integer" ? numberHolds(operator, values, value) : textHolds(operator, values, value);
}

function numberHolds(operator: string, values: readonly string[], value: string): boolean | undefined {
  // Null compares in ways of its own.
  if (value === "") return undefined;
  const [number, other] = [Number(value), Number(values[0])];
  if (!Number.isSafeInteger(number)) return undefined;
  switch (operator) {
    case "==":
    case "in":
      return values.includes(value);
    case "!=":
    case "!in":
      return !values.includes(value);
    case "<":
      return number < other;
    case "<=":
      return number <= other;
    case ">":
      return number > other;
    case ">=":
      return number >= other;
    default:
      return undefined;
  }
}

type Test = (value: string, other: string) => boolean;

const CASED: Readonly<Record<string, Test>> = {
  contains_cs: (value, other) => value.includes(other),
  startswith_cs: (value, other) => value.startsWith(other),
  endswith_cs: (value, other) => value.endsWith(other),
};

const UNCASED: Readonly<Record<string, Test>> = {
  "=~": (value, other) => value === other,
  contains: (value, other) => value.includes(other),
  startswith: (value, other) => value.startsWith(other),
  endswith: (value, other) => value.endsWith(other),
  has: hasTermAscii,
};

const NEGATED: Readonly<Record<string, string>> = { "!~": "=~", "!contains": "contains", "!has": "has" };

function textHolds(operator: string, values: readonly string[], value: string): boolean | undefined {
  const [other = ""] = values;
  if (operator === "==" || operator === "in") return values.includes(value);
  if (operator === "!=" || operator === "!in") return !values.includes(value);
  if (operator === "isempty" || operator === "isnotempty") return (value === "") === (operator === "isempty");
  const cased = CASED[operator];
  if (cased !== undefined) return cased(value, other);
  if (!isAscii(value) || !isAscii(other)) return undefined;
  if (operator === "has_cs") return hasTermAscii(value, other);
  const positive = NEGATED[operator];
  const test = UNCASED[positive ?? operator];
  if (test === undefined) return undefined;
  return test(value.toLowerCase(), other.toLowerCase()) === (positive === undefined);
}
