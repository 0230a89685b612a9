import type { KqlNode } from "@logdoctor/kql/syntax";
import { FUNCTIONS } from "../functions/registry.ts";
import type { ColumnType } from "../types.ts";
import { refuse, type Scope } from "./context.ts";
import type { Expr } from "./expr.ts";

const CONVERTERS: Partial<Record<ColumnType, string>> = {
  string: "tostring",
  long: "tolong",
  int: "toint",
  real: "todouble",
  bool: "tobool",
  datetime: "todatetime",
  timespan: "totimespan",
  guid: "toguid",
  decimal: "todecimal",
  dynamic: "todynamic",
};

/** The value as Kusto's own conversion function gives it; `node` is where a refusal points. */
export function convertTo(type: ColumnType, value: Expr, node: KqlNode, scope: Scope): Expr {
  if (value.type === type) return value;
  const name = CONVERTERS[type] ?? "";
  const implementation = FUNCTIONS[name];
  if (implementation === undefined) throw refuse(scope.context, node, `A conversion to ${type} is not supported`);
  return implementation({
    node,
    scope,
    args: [value],
    nodes: [],
    type,
    refuse: (message) => refuse(scope.context, node, `${name}(): ${message}`),
  });
}
