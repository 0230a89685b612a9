import { type Expr, expr } from "../compile/expr.ts";
import { argOf, arity, type Call, type FunctionTable } from "./function.ts";

export const BITS: FunctionTable = {
  binary_and: (call) => pair(call, "&"),
  binary_or: (call) => pair(call, "|"),
  binary_xor: (call) => pair(call, "xor"),
  binary_shift_right: shiftRight,
};

function pair(call: Call, operator: string): Expr {
  arity(call, 2);
  const a = argOf(call, 0, "int", "long");
  const b = argOf(call, 1, "int", "long");
  const left = `CAST(${a.sql} AS BIGINT)`;
  const right = `CAST(${b.sql} AS BIGINT)`;
  const sql = operator === "xor" ? `xor(${left}, ${right})` : `(${left} ${operator} ${right})`;
  return expr("long", sql, a.nullable || b.nullable);
}

// Of negative numbers, and by more than 63, the result is not proven.
function shiftRight(call: Call): Expr {
  arity(call, 2);
  const value = argOf(call, 0, "int", "long");
  const count = argOf(call, 1, "int", "long").literal;
  if (typeof count !== "bigint" || count < 0n || count > 63n)
    throw call.refuse("the shift must be a constant from 0 to 63");
  return expr("long", `kql_shift_right(CAST(${value.sql} AS BIGINT), ${count})`, value.nullable);
}
