import { type Expr, expr, widen } from "../compile/expr.ts";
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
  rank_tdigest: (call) => {
    arity(call, 2);
    return expr("real", `kqljs_tdigest_rank(${argOf(call, 0, "dynamic").sql}, ${realArg(call, 1)})`);
  },
};

function realArg(call: Call, index: number): string {
  return widen(argOf(call, index, "int", "long", "real"), "real").sql;
}

function merged(call: Call, sql: string): Expr {
  arity(call, 2, 64);
  const all = call.args.map((_, i) => argOf(call, i, "dynamic").sql);
  return expr("dynamic", `${sql}(concat_ws(chr(30), ${all.join(", ")}))`);
}
