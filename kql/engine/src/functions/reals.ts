import { type Expr, expr, widen } from "../compile/expr.ts";
import { argOf, arity, type Call, type FunctionTable, type ScalarFunction } from "./function.ts";

/** Functions of the beta distribution and of errors, sizes in bytes, units of measure. */
export const REAL_FUNCTIONS: FunctionTable = {
  erf: ofReals("kqljs_erf", 1),
  erfc: ofReals("kqljs_erfc", 1),
  beta_cdf: ofReals("kqljs_beta_cdf", 3),
  beta_pdf: ofReals("kqljs_beta_pdf", 3),
  beta_inv: ofReals("kqljs_beta_inv", 3),
  welch_test: ofReals("kqljs_welch_test", 6),
  around,
  format_bytes: formatBytes,
  convert_angle: conversion("angle"),
  convert_energy: conversion("energy"),
  convert_force: conversion("force"),
  convert_length: conversion("length"),
  convert_mass: conversion("mass"),
  convert_speed: conversion("speed"),
  convert_temperature: conversion("temperature"),
  convert_volume: conversion("volume"),
};

function realArg(call: Call, index: number): string {
  return widen(argOf(call, index, "int", "long", "real"), "real").sql;
}

function ofReals(sql: string, count: number): ScalarFunction {
  return (call) => {
    arity(call, count);
    return expr("real", `${sql}(${call.args.map((_, i) => realArg(call, i)).join(", ")})`);
  };
}

function formatBytes(call: Call): Expr {
  arity(call, 1, 3);
  const size = argOf(call, 0, "int", "long", "real");
  const sized = known(widen(size, "real"), "format_bytes() of null");
  const places = call.args.length > 1 ? argOf(call, 1, "int", "long").sql : "0";
  const unit = call.args.length > 2 ? argOf(call, 2, "string").sql : "''";
  return expr("string", `kqljs_format_bytes(${sized}, CAST(${places} AS BIGINT), ${unit})`);
}

function known({ sql, nullable }: Expr, what: string): string {
  return nullable ? `coalesce(${sql}, error('kql:NotSupported:${what} is not proven'))` : sql;
}

/**
 * https://learn.microsoft.com/kusto/query/around-function: from the center less the distance to the center and the
 * distance, both ends within.
 */
function around(call: Call): Expr {
  arity(call, 3);
  const values = [0, 1, 2].map((i) => argOf(call, i, "int", "long", "real", "datetime", "timespan"));
  const types = values.map(({ type }) => (type === "int" ? "long" : type)).join();
  const meet = /^(?:datetime,datetime,timespan|timespan,timespan,timespan)$/.test(types) ? "HUGEINT" : numeric(types);
  if (meet === undefined) throw call.refuse(`of ${types} is not supported`);
  const [value, center, distance] = values.map((item) => `CAST(${known(item, "around() of null")} AS ${meet})`);
  const [from, to] = [`(${center} - ${distance})`, `(${center} + ${distance})`];
  // In DuckDB NaN is above all numbers.
  const ordered = meet === "DOUBLE" ? [value, from, to].map((sql) => ` AND NOT isnan(${sql})`).join("") : "";
  return expr("bool", `(${value} BETWEEN ${from} AND ${to}${ordered})`, false);
}

function numeric(types: string): string | undefined {
  if (types === "long,long,long") return "HUGEINT";
  return /^(?:(?:long|real),?){3}$/.test(types) ? "DOUBLE" : undefined;
}

function conversion(kind: string): ScalarFunction {
  return (call) => {
    arity(call, 3);
    const [from, to] = [argOf(call, 1, "string").sql, argOf(call, 2, "string").sql];
    return expr("real", `kqljs_convert('${kind}', ${realArg(call, 0)}, ${from}, ${to})`);
  };
}
