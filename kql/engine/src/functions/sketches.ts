import { type Expr, expr, widen } from "../compile/expr.ts";
import { isArray } from "../dynamic/value.ts";
import { argOf, arity, type Call, type FunctionTable } from "./function.ts";

/** What is read from hll() and tdigest(). */
export const SKETCH_FUNCTIONS: FunctionTable = {
  dcount_hll: (call) => {
    arity(call, 1);
    const count = `kqljs_hll_count(${argOf(call, 0, "dynamic").sql})`;
    return expr("long", `coalesce(${count}, error('kql:NotSupported:dcount_hll() of null is not proven'))`, false);
  },
  hll_merge: (call) => merged(call, "kqljs_hll_merge"),
  merge_tdigest: (call) => merged(call, "kqljs_tdigest_merge"),
  percentile_tdigest: (call) => {
    arity(call, 2, 3);
    const found = `kqljs_tdigest_percentile(${argOf(call, 0, "dynamic").sql}, ${realArg(call, 1)})`;
    if (call.type === "dynamic") return expr("dynamic", found);
    if (call.type !== "long" && call.type !== "real") throw call.refuse(`of ${call.type} is not supported`);
    return expr(call.type, `kql_strictly_${call.type}(${found})`);
  },
  percentiles_array_tdigest: (call) => {
    const digest = argOf(call, 0, "dynamic").sql;
    const found = ranksOf(call).map((rank) => `coalesce(kqljs_tdigest_percentile(${digest}, ${rank}), 'null')`);
    return expr("dynamic", `('[' || ${found.join(" || ',' || ")} || ']')`, false);
  },
  tdigest_merge: (call) => merged(call, "kqljs_tdigest_merge"),
  rank_tdigest: (call) => {
    arity(call, 2);
    return expr("real", `kqljs_tdigest_rank(${argOf(call, 0, "dynamic").sql}, ${realArg(call, 1)})`);
  },
};

// percentiles_array_tdigest(t, 5, 50) and percentiles_array_tdigest(t, dynamic([5, 50])).
function ranksOf(call: Call): string[] {
  arity(call, 2, 64);
  const list = call.args[1];
  if (list?.type !== "dynamic") return call.args.slice(1).map((_, i) => realArg(call, i + 1));
  const ranks = list.constant !== undefined && isArray(list.constant) ? list.constant : [];
  if (ranks.length === 0 || ranks.some((rank) => typeof rank !== "bigint" && typeof rank !== "number"))
    throw call.refuse("a constant array of percentiles is needed");
  return ranks.map((rank) => `${rank}::DOUBLE`);
}

function realArg(call: Call, index: number): string {
  return widen(argOf(call, index, "int", "long", "real"), "real").sql;
}

function merged(call: Call, sql: string): Expr {
  arity(call, 2, 64);
  const all = call.args.map((_, i) => argOf(call, i, "dynamic").sql);
  return expr("dynamic", `${sql}(concat_ws(chr(30), ${all.join(", ")}))`);
}
