import { type Expr, expr, shown } from "../compile/expr.ts";
import { text } from "./conversion.ts";
import { argOf, arity, type Call, type FunctionTable } from "./function.ts";

/** strcat() takes up to 64 arguments: https://learn.microsoft.com/kusto/query/strcat-function */
const STRCAT_MAX = 64;

export const STRINGS: FunctionTable = {
  strcat: (call) => {
    arity(call, 1, STRCAT_MAX);
    return expr("string", `concat(${call.args.map((value) => text(shown(value), call).sql).join(", ")})`);
  },
  // Code points, not UTF-16 units: measured, strlen of an emoji is 1.
  strlen: (call) => {
    arity(call, 1);
    return expr("long", `length(${argOf(call, 0, "string").sql})`, false);
  },
  string_size: (call) => {
    arity(call, 1);
    return expr("long", `strlen(${argOf(call, 0, "string").sql})`, false);
  },
  tolower: (call) => expr("string", `kql_lower(${only(call).sql})`),
  toupper: (call) => expr("string", `kql_upper(${only(call).sql})`),
  hash_sha256: (call) => expr("string", `sha256(${only(call).sql})`),
  substring,
};

function only(call: Call): Expr {
  arity(call, 1);
  return argOf(call, 0, "string");
}

function substring(call: Call): Expr {
  arity(call, 2, 3);
  const source = argOf(call, 0, "string").sql;
  const start = argOf(call, 1, "int", "long");
  const count = call.args.length === 3 ? argOf(call, 2, "int", "long") : undefined;
  if (start.nullable || count?.nullable) throw call.refuse("a start or length that may be null is not supported");
  if (
    typeof start.literal === "bigint" &&
    start.literal >= 0n &&
    (count === undefined || (typeof count.literal === "bigint" && count.literal >= 0n))
  ) {
    if (start.literal > 4_000_000_000n || (typeof count?.literal === "bigint" && count.literal > 4_000_000_000n))
      throw call.refuse("such a large number is not supported");
    return expr(
      "string",
      `substring(${source}, ${start.literal + 1n}${count === undefined ? "" : `, ${count.literal}`})`,
    );
  }
  return expr(
    "string",
    `kql_substring(${source}, CAST(${start.sql} AS BIGINT), ${count === undefined ? "4000000000" : `CAST(${count.sql} AS BIGINT)`})`,
  );
}
