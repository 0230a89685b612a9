import { expr, widen } from "../compile/expr.ts";
import { argOf, arity } from "../functions/function.ts";
import { type Aggregate, filter, predicate } from "./aggregate.ts";

/** Covariance of pairs, of a sample and of the whole population; of fewer pairs than that needs, it is not proven. */
export const COVARIANCES: Readonly<Record<string, Aggregate>> = {
  covariance: covariance("covar_samp", 2),
  covarianceif: covariance("covar_samp", 3),
  covariancep: covariance("covar_pop", 2),
  covariancepif: covariance("covar_pop", 3),
};

function covariance(name: string, count: 2 | 3): Aggregate {
  return (call) => {
    arity(call, count);
    const [x, y] = [0, 1].map((index) => widen(argOf(call, index, "int", "long", "real"), "real").sql);
    const where = count === 3 ? filter(predicate(call, 2)) : "";
    const found = `${name}(${x}, ${y})${where}`;
    return expr(
      "real",
      `coalesce(${found}, error('kql:NotSupported:The covariance of too few pairs is not proven'))`,
      false,
    );
  };
}
