import { type Expr, expr } from "../compile/expr.ts";
import { argOf, arity, type Call, type FunctionTable } from "./function.ts";

/** On 64 bits. */
export const BITS: FunctionTable = {
  binary_and: (call) => pair(call, (a, b) => `(${a} & ${b})`),
  binary_or: (call) => pair(call, (a, b) => `(${a} | ${b})`),
  binary_xor: (call) => pair(call, (a, b) => `xor(${a}, ${b})`),
  binary_not: (call) => {
    arity(call, 1);
    const value = argOf(call, 0, "int", "long");
    return expr("long", `(-1 - CAST(${value.sql} AS BIGINT))`, value.nullable);
  },
  // By the remainder of 64; a negative shift gives null: https://learn.microsoft.com/kusto/query/binary-shift-left-function
  binary_shift_left: (call) => shift(call, "kql_shift_left"),
  binary_shift_right: (call) => shift(call, "kql_shift_right"),
  bitset_count_ones: (call) => {
    arity(call, 1);
    const value = argOf(call, 0, "int", "long");
    return expr("long", `CAST(bit_count(CAST(${value.sql} AS BIGINT)) AS BIGINT)`, value.nullable);
  },
  tohex: hex,
};

function pair(call: Call, build: (a: string, b: string) => string): Expr {
  arity(call, 2);
  const a = argOf(call, 0, "int", "long");
  const b = argOf(call, 1, "int", "long");
  return expr("long", build(`CAST(${a.sql} AS BIGINT)`, `CAST(${b.sql} AS BIGINT)`), a.nullable || b.nullable);
}

function shift(call: Call, macro: string): Expr {
  arity(call, 2);
  const value = argOf(call, 0, "int", "long");
  const count = argOf(call, 1, "int", "long");
  return expr("long", `${macro}(CAST(${value.sql} AS BIGINT), CAST(${count.sql} AS BIGINT))`);
}

// Two's complement of 64 bits, of an int of 32 (documented): https://learn.microsoft.com/kusto/query/tohex-function
function hex(call: Call): Expr {
  arity(call, 1, 2);
  const value = argOf(call, 0, "int", "long");
  const width = call.args.length === 1 ? undefined : argOf(call, 1, "int", "long").literal;
  if (width !== undefined && (typeof width !== "bigint" || width < 0n || width > 16n))
    throw call.refuse("the length must be a constant from 0 to 16");
  const size = value.type === "int" ? "4294967296" : "18446744073709551616";
  return expr("string", `coalesce(kql_hex_text(CAST(${value.sql} AS HUGEINT), ${size}::HUGEINT, ${width ?? 0}), '')`);
}
