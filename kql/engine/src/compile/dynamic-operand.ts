import { encodeDynamic } from "../dynamic/codec.ts";
import { type Dynamic, isArray, isBag, isTagged } from "../dynamic/value.ts";
import type { ColumnType } from "../types.ts";
import { boolFromTruth, type Expr, expr, isNumeric, longLiteral, sqlString, widen } from "./expr.ts";

type Fail = (message: string) => Error;

const STRICT: readonly ColumnType[] = ["string", "long", "real", "bool", "datetime", "timespan", "guid"];

/**
 * A dynamic as an operand of another type: what it holds, which must be of that type. Where it holds another one the query
 * ends, for what Kusto makes of that is not proven. Other values stay.
 */
export function strictly(value: Expr, type: ColumnType, fail: Fail): Expr {
  if (value.type !== "dynamic") return value;
  const target = type === "int" ? "long" : type;
  if (!STRICT.includes(target)) throw fail(`A dynamic where ${type} is expected is not supported`);
  return { type: target, sql: `kql_strictly_${target}(${value.sql})`, nullable: true };
}

/** Two operands, of which one may be dynamic, as one type. */
export function meetDynamic(left: Expr, right: Expr, fail: Fail): [Expr, Expr] {
  // Measured: Kusto refuses `dynamic == dynamic`, though its binder does not.
  if (left.type === "dynamic" && right.type === "dynamic")
    throw fail("Kusto does not compare dynamic with dynamic; convert one of them");
  return [strictly(left, right.type, fail), strictly(right, left.type, fail)];
}

/** The members that a list of `in` has: a constant array gives its own. */
export function membersOf(items: readonly Expr[], fail: Fail): Expr[] {
  return items.flatMap((item) => {
    if (item.type !== "dynamic" || item.constant === undefined) return [item];
    const values = isArray(item.constant) ? item.constant : [item.constant];
    return values.filter((value) => value !== null).map((value) => constantOf(value, fail));
  });
}

function constantOf(value: Dynamic, fail: Fail): Expr {
  if (typeof value === "string") return { type: "string", sql: sqlString(value), nullable: false, literal: value };
  if (typeof value === "bigint") return longLiteral(value);
  if (typeof value === "number")
    return { type: "real", sql: `CAST('${value}' AS DOUBLE)`, nullable: false, literal: value };
  if (typeof value === "boolean") return { ...boolFromTruth(String(value), true), literal: value };
  if (value === null || isArray(value) || isBag(value)) throw fail("A list within the list is not supported");
  const type = ({ d: "datetime", t: "timespan", g: "guid", m: "decimal" } as const)[value.kind];
  if (isTagged(value) && type !== "decimal")
    return { type, sql: `kql_strictly_${type}(${sqlString(encodeDynamic(value))})`, nullable: true };
  throw fail("A decimal in a dynamic list is not supported");
}

/** The type in which a dynamic is compared with constants of a list. */
export function commonType(items: readonly Expr[], fail: Fail): ColumnType {
  const types = new Set(items.map(({ type }) => (type === "int" ? "long" : type)));
  const [first] = types;
  if (first === undefined || types.size > 1) throw fail("A dynamic in a list of several types is not supported");
  return first;
}

/** Is `left` an element of the dynamic array `list`, which is only known on the data? */
export function elementOf(left: Expr, list: Expr, folded: boolean, element: (value: Expr) => string): Expr {
  const value = isNumeric(left.type) && left.type !== "real" ? widen(left, "long") : left;
  return expr("bool", `kqljs_in_array(${element(value)}, ${list.sql}, ${folded})`, false);
}
