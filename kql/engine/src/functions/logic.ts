import { not } from "../compile/binary.ts";
import { strictly } from "../compile/dynamic-operand.ts";
import { boolFromTruth, type Expr, expr, isNumeric, shown, widen } from "../compile/expr.ts";
import { isEmptyDynamic } from "./dynamic.ts";
import { arg, arity, type Call, decision, type FunctionTable } from "./function.ts";

export const LOGIC: FunctionTable = {
  iff,
  iif: iff,
  case: caseOf,
  not: (call) => {
    arity(call, 1);
    return not(decision(call, 0));
  },
  isnull: (call) => {
    arity(call, 1);
    return isNull(arg(call, 0));
  },
  isnotnull: isNotNull,
  // An older name of the same.
  notnull: isNotNull,
  isempty: (call) => {
    arity(call, 1);
    return isEmpty(arg(call, 0));
  },
  isnotempty: isNotEmpty,
  // An older name of the same.
  notempty: isNotEmpty,
  coalesce: (call) => {
    const values = call.args.map((value) => shown(meet(call, value)));
    // A string is never null: what coalesce skips of it is the empty one (measured).
    if (call.type === "string")
      return expr("string", `coalesce(${values.map(({ sql }) => `nullif(${sql}, '')`).join(", ")}, '')`);
    return expr(
      call.type,
      `coalesce(${values.map(({ sql }) => sql).join(", ")})`,
      values.every((value) => value.nullable),
    );
  },
};

// Strings are never null in Kusto: isnull("") is false.
function isNull(value: Expr): Expr {
  return value.type === "string" ? boolFromTruth("false", true) : boolFromTruth(`(${value.sql} IS NULL)`, true);
}

function isNotNull(call: Call): Expr {
  arity(call, 1);
  return not(isNull(arg(call, 0)));
}

function isNotEmpty(call: Call): Expr {
  arity(call, 1);
  return not(isEmpty(arg(call, 0)));
}

function isEmpty(value: Expr): Expr {
  if (value.type === "dynamic") return isEmptyDynamic(value);
  return value.type === "string" ? boolFromTruth(`(${value.sql} = '')`, true) : isNull(value);
}

function iff(call: Call): Expr {
  arity(call, 3);
  return choose(call, [decision(call, 0)], [arg(call, 1), arg(call, 2)]);
}

function caseOf(call: Call): Expr {
  if (call.args.length < 3 || call.args.length % 2 === 0)
    throw call.refuse("pairs of condition and value, then a default, are needed");
  const conditions = call.args.filter((_, i) => i % 2 === 0 && i < call.args.length - 1);
  const values = call.args.filter((_, i) => i % 2 === 1 || i === call.args.length - 1);
  return choose(call, conditions, values);
}

// The last value is the default; a null condition takes the next branch.
function choose(call: Call, conditions: readonly Expr[], values: readonly Expr[]): Expr {
  const typed = values.map((value) => shown(meet(call, value)));
  const branches = conditions.map((condition, i) => {
    if (condition.type !== "bool") throw call.refuse("a condition must be a bool");
    return `WHEN ${condition.truth ?? condition.sql} THEN ${typed[i]?.sql}`;
  });
  return expr(
    call.type,
    `CASE ${branches.join(" ")} ELSE ${typed.at(-1)?.sql} END`,
    typed.some((value) => value.nullable),
  );
}

function meet(call: Call, value: Expr): Expr {
  if (value.type === call.type) return value;
  const toDecimal = call.type === "decimal";
  if (isNumeric(value.type) && (toDecimal || (isNumeric(call.type) && call.type !== "int")))
    return widen(value, call.type);
  if (value.type === "dynamic") {
    const inner = strictly(value, call.type, (message) => call.refuse(message));
    const sql = call.type === "string" ? `coalesce(${inner.sql}, '')` : inner.sql;
    if (inner.type === call.type) return { ...inner, sql, nullable: call.type !== "string" };
  }
  throw call.refuse(`values of type ${value.type} and ${call.type} do not meet`);
}
