import { expr } from "../compile/expr.ts";
import { argOf, arity } from "../functions/function.ts";
import type { Aggregate } from "./aggregate.ts";

/** Bitwise operations over all values; of none, what they give is not proven. */
export const BIT_AGGREGATES: Readonly<Record<string, Aggregate>> = {
  binary_all_and: bits("bit_and"),
  binary_all_or: bits("bit_or"),
  binary_all_xor: bits("bit_xor"),
};

function bits(name: string): Aggregate {
  return (call) => {
    arity(call, 1);
    const value = argOf(call, 0, "int", "long");
    const all = `${name}(CAST(${value.sql} AS BIGINT))`;
    const whole = `CASE WHEN count(${value.sql}) = 0 THEN error('kql:NotSupported:Bits of no values are not proven') ELSE ${all} END`;
    return expr(value.type, value.type === "int" ? `CAST(${whole} AS INTEGER)` : whole, false);
  };
}
