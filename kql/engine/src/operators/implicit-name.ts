import type { KqlNode } from "@logdoctor/kql/syntax";
import { argumentsOf } from "../compile/expression.ts";

// The functions whose result the binder names as their first argument, when that is a column.
const NAMED_AS_ARGUMENT = new Set(
  `tostring tolong toint todouble toreal tobool toboolean todatetime totimespan todecimal toguid split bin floor rand startofday
  make_datetime make_timespan abs ceiling round exp exp2 exp10 log log2 log10 sqrt gamma loggamma sin cos tan asin acos atan atan2
  pow binary_and binary_or binary_xor binary_not binary_shift_left binary_shift_right bitset_count_ones tohex parse_json parsejson
  todynamic toobject parse_csv parse_xml series_fill_forward series_fill_backward series_fill_const series_fill_linear series_fir
  series_iir`.split(/\s+/),
);

/** The column whose name `expression` takes where it is given none: `extend tolong(a)` replaces `a`. */
export function implicitName(expression: KqlNode): string | undefined {
  if (expression.kind !== "FunctionCallExpression") return undefined;
  const name = expression.child("Name")?.symbol?.name ?? "";
  const first = argumentsOf(expression)[0];
  return NAMED_AS_ARGUMENT.has(name) && first?.symbol?.kind === "column" ? first.symbol.name : undefined;
}
