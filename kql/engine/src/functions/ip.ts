import { type Expr, expr, nullOf } from "../compile/expr.ts";
import { listSql } from "./dynamic.ts";
import { arg, arity, type Call, type FunctionTable, type ScalarFunction } from "./function.ts";
import { numberArg, textArg } from "./plain-call.ts";

const NO_NUMBER = nullOf("long").sql;

export const IP_FUNCTIONS: FunctionTable = {
  parse_ipv4: withMask({ name: "parse_ipv4", returns: "long", texts: 1, whole: 32, masks: 0 }),
  parse_ipv4_mask: withMask({ name: "parse_ipv4", returns: "long", texts: 1, whole: 32, masks: 1 }),
  format_ipv4: withMask({ name: "format_ipv4", returns: "string", texts: 1, whole: 32 }),
  format_ipv4_mask: withMask({ name: "format_ipv4_mask", returns: "string", texts: 1, whole: 32 }),
  parse_ipv6: withMask({ name: "parse_ipv6", returns: "string", texts: 1, whole: 128, masks: 0 }),
  parse_ipv6_mask: withMask({ name: "parse_ipv6", returns: "string", texts: 1, whole: 128, masks: 1 }),
  ipv4_compare: withMask({ name: "ipv4_compare", returns: "long", texts: 2, whole: 32 }),
  ipv6_compare: withMask({ name: "ipv6_compare", returns: "long", texts: 2, whole: 128 }),
  ipv4_is_match: (call) => isMatch(withMask({ name: "ipv4_compare", returns: "long", texts: 2, whole: 32 })(call)),
  ipv6_is_match: (call) => isMatch(withMask({ name: "ipv6_compare", returns: "long", texts: 2, whole: 128 })(call)),
  ipv4_is_in_range: listed("ipv4_in", 2, 2),
  ipv4_is_in_any_range: listed("ipv4_in", 2),
  ipv6_is_in_range: listed("ipv6_in", 2, 2),
  ipv6_is_in_any_range: listed("ipv6_in", 2),
  ipv4_is_private: withMask({ name: "ipv4_private", returns: "bool", texts: 1, whole: 32, masks: 0 }),
  ipv4_netmask_suffix: withMask({ name: "ipv4_suffix", returns: "long", texts: 1, whole: 32, masks: 0 }),
  ipv4_range_to_cidr_list: withMask({ name: "ipv4_networks", returns: "dynamic", texts: 2, whole: 32, masks: 0 }),
  has_ipv4: listed("has_ipv4", 2, 2),
  has_any_ipv4: listed("has_ipv4", 2),
  has_ipv4_prefix: listed("has_ipv4_prefix", 2, 2),
  has_any_ipv4_prefix: listed("has_ipv4_prefix", 2),
};

type Result = "long" | "string" | "bool" | "dynamic";

interface WithMask {
  readonly name: string;
  readonly returns: Result;
  readonly texts: number;
  /** The length of the prefix where none is given. */
  readonly whole: number;
  /** Whether one must be given or cannot be; it may be, if not told. */
  readonly masks?: 0 | 1;
}

/** Texts, then the length of a prefix. */
function withMask({ name, returns, texts, whole, masks }: WithMask): ScalarFunction {
  return (call) => {
    arity(call, texts + (masks ?? 0), texts + (masks ?? 1));
    const values = Array.from({ length: texts }, (_, i) => textArg(call, i).sql);
    const mask = call.args.length > texts ? numberArg(call, texts).sql : String(whole);
    const sql = `kqljs_${name}(${values.join(", ")}, ${mask})`;
    return expr(returns, returns === "string" ? `coalesce(${sql}, '')` : sql);
  };
}

function isMatch(compared: Expr): Expr {
  return expr("bool", `(${compared.sql} = 0)`);
}

/** A text and addresses: one dynamic array of them, or each an argument. */
function listed(name: string, min: number, max = 65): ScalarFunction {
  return (call) => {
    arity(call, min, max);
    const sql = `kqljs_${name}(${textArg(call, 0).sql}, ${listOf(call)}, ${NO_NUMBER})`;
    return expr("bool", sql, !name.startsWith("has"));
  };
}

function listOf(call: Call): string {
  const [second] = [arg(call, 1)];
  if (call.args.length === 2 && second.type === "dynamic") return `coalesce(${second.sql}, '[]')`;
  return listSql(call.args.slice(1).map((_, i) => textArg(call, i + 1)));
}
