import type { Operation, Term, Value } from "./language.ts";

type Row = ReadonlyMap<string, Value>;

/** The value of a term on one row. */
export function evaluate(term: Term, row: Row): Value {
  if (term.is === "literal") return term.value;
  if (term.is === "column") return row.get(term.name) ?? null;
  const args = term.args.map((arg) => evaluate(arg, row));
  return apply(term.name, args);
}

function apply(name: Operation, args: readonly Value[]): Value {
  const [a = null, b = null, c = null] = args;
  switch (name) {
    case "and":
      return a === false || b === false ? false : a === null || b === null ? null : true;
    case "or":
      return a === true || b === true ? true : a === null || b === null ? null : false;
    case "not":
      return a === null ? null : !a;
    case "iff":
      return a === true ? b : c;
    case "isnull":
      return a === null;
    case "isempty":
      return a === "";
    case "==":
      return equal(a, b);
    case "!=": {
      const same = equal(a, b);
      return same === null ? null : !same;
    }
    case "max_of":
    case "min_of":
      return extreme(name, a, b);
    case "in":
      return args.slice(1).some((one) => a !== null && a === one);
    case "!in":
      return !args.slice(1).some((one) => a !== null && a === one);
    case "<":
    case "<=":
    case ">":
    case ">=":
      return a === null || b === null ? null : ordered(name, a, b);
    default:
      return typeof a === "string" || name === "tostring" || name === "strcat" ? text(name, args) : number(name, a, b);
  }
}

// Measured on Kusto: a value is not equal to null, and what null is to null is not known.
function equal(a: Value, b: Value): boolean | null {
  if (a === null && b === null) return null;
  return a === b;
}

function ordered(name: string, a: NonNullable<Value>, b: NonNullable<Value>): boolean {
  if (name === "<") return a < b;
  if (name === "<=") return a <= b;
  return name === ">" ? a > b : a >= b;
}

// Nulls are passed over (documented).
function extreme(name: "max_of" | "min_of", a: Value, b: Value): Value {
  if (a === null || b === null) return a ?? b;
  return a > b === (name === "max_of") ? a : b;
}

function number(name: Operation, a: Value, b: Value): Value {
  if (a === null || b === null) return null;
  if (typeof a === "bigint" && typeof b === "bigint") return integer(name, a, b);
  const [x, y] = [Number(a), Number(b)];
  if (name === "+") return x + y;
  if (name === "-") return x - y;
  if (name === "*") return x * y;
  throw new Error(`${name} of reals`);
}

function integer(name: Operation, a: bigint, b: bigint): Value {
  switch (name) {
    case "+":
      return BigInt.asIntN(64, a + b);
    case "-":
      return BigInt.asIntN(64, a - b);
    case "*":
      return BigInt.asIntN(64, a * b);
    case "/":
      return b === 0n ? null : a / b;
    case "%": {
      if (b === 0n) return null;
      const size = b < 0n ? -b : b;
      return ((a % size) + size) % size;
    }
    case "bin":
      return a - (((a % b) + b) % b);
    default:
      throw new Error(`${name} of integers`);
  }
}

function text(name: Operation, args: readonly Value[]): Value {
  const [a, b] = args.map((value) => (value === null ? "" : typeof value === "boolean" ? word(value) : String(value)));
  const [left, right] = [a?.toLowerCase() ?? "", b?.toLowerCase() ?? ""];
  switch (name) {
    case "tostring":
      return a ?? "";
    case "strcat":
      return `${a}${b}`;
    case "strlen":
      return BigInt([...(a ?? "")].length);
    case "tolower":
      return left;
    case "=~":
      return left === right;
    case "contains":
      return left.includes(right);
    case "startswith":
      return left.startsWith(right);
    case "has":
      return left.split(/[^a-z0-9]+/).includes(right);
    case "!has":
      return !left.split(/[^a-z0-9]+/).includes(right);
    default:
      throw new Error(`${name} of strings`);
  }
}

function word(value: boolean): string {
  return value ? "True" : "False";
}
