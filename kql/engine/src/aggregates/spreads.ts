import { type Expr, expr, widen } from "../compile/expr.ts";
import { argOf, arity } from "../functions/function.ts";
import { type Aggregate, type AggregateCall, filter, predicate } from "./aggregate.ts";

const variance = (samples: string): string => `kql_variance(${samples})`;
const deviation = (samples: string): string => `sqrt(kql_variance(${samples}))`;

/** Variance and standard deviation, of a sample and of the whole population. */
export const SPREADS: Readonly<Record<string, Aggregate>> = {
  variance: spread("var_samp", variance, 1),
  varianceif: spread("var_samp", variance, 2),
  variancep: spread("var_pop", variance, 1),
  variancepif: spread("var_pop", variance, 2),
  stdev: spread("var_samp", deviation, 1),
  stdevif: spread("var_samp", deviation, 2),
  stdevp: spread("var_pop", deviation, 1),
  stdevpif: spread("var_pop", deviation, 2),
};

function spread(name: string, shape: (samples: string) => string, count: 1 | 2): Aggregate {
  return (call: AggregateCall): Expr => {
    arity(call, count);
    const value = widen(argOf(call, 0, "int", "long", "real"), "real");
    const where = count === 2 ? filter(predicate(call, 1)) : "";
    return expr("real", shape(`${name}(${value.sql})${where}`), false);
  };
}
