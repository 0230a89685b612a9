import type { KqlNode } from "@logdoctor/kql/syntax";
import { refuse, type Scope } from "./context.ts";
import { type Expr, expr, once, sqlString } from "./expr.ts";
import { compileChild, compileExpr } from "./expression.ts";

/** One step of a path: a property of a bag, or an element of an array (from the end when negative). */
type Step = { readonly key: string } | { readonly index: bigint } | { readonly computed: Expr };

/** `bag.name`, `bag["name"]`, `array[0]`, `array[-1]`, `bag[key]`: null where there is none, or where it is null. */
export function compilePath(node: KqlNode, scope: Scope): Expr {
  const steps: Step[] = [];
  let root = node;
  while (root.kind === "PathExpression" || root.kind === "ElementExpression") {
    steps.unshift(stepOf(root, scope));
    const inner = root.child("Expression");
    if (inner === undefined) throw refuse(scope.context, root, "A path without a start");
    root = inner;
  }
  const bag = compileExpr(root, scope);
  if (bag.type !== "dynamic") throw refuse(scope.context, node, `A property of ${bag.type} is not supported`);
  return walk(bag.whole === undefined ? bag : expr("dynamic", bag.whole), steps);
}

function stepOf(node: KqlNode, scope: Scope): Step {
  const selector = node.child("Selector");
  if (selector === undefined) throw refuse(scope.context, node, "A path without a name");
  const key = selector.kind === "BracketedExpression" ? selector.child("Expression") : undefined;
  if (node.kind === "PathExpression" && key === undefined) {
    return { key: nameOf(selector, scope) };
  }
  const value = compileChild(selector, "Expression", scope);
  if (typeof value.literal === "string") return { key: value.literal };
  if (typeof value.literal === "bigint") return { index: value.literal };
  if (!["string", "long", "int"].includes(value.type))
    throw refuse(scope.context, selector, `An index of type ${value.type} is not supported`);
  return { computed: value };
}

// `bag.name`, or `bag.["name"]`.
function nameOf(selector: KqlNode, scope: Scope): string {
  const name = selector.child("Name");
  if (name?.kind === "TokenName") return selector.text;
  const quoted = name?.children.find(({ kind }) => kind === "LiteralExpression")?.constant;
  if (typeof quoted !== "string")
    throw refuse(scope.context, selector, "Only a property by its plain name is supported here");
  return quoted;
}

// Steps in a row are one JSON path, so that the text is parsed once.
function walk(bag: Expr, steps: readonly Step[]): Expr {
  let value = bag;
  let path = "";
  for (const step of steps) {
    const plain = plainStep(step);
    if (plain !== undefined) {
      path += plain;
      continue;
    }
    value = computed(along(value, path), step);
    path = "";
  }
  return along(value, path);
}

function along(value: Expr, path: string): Expr {
  if (path === "") return value;
  const named = /^(?:\."[A-Za-z_][\w ]*")+$/.test(path);
  const at = sqlString(named ? pointer(path) : `$${path}`);
  const text = `json_extract_string(${value.sql}, ${at})`;
  return {
    ...expr("dynamic", `CAST(nullif(json_extract(${value.sql}, ${at}), 'null') AS VARCHAR)`),
    ...(value.plain === true && named
      ? { texts: `json_extract_string(${value.sql}, ${sqlString(`$${path}[*]`)})` }
      : {}),
    ...(value.plain === true ? { text, plain: true } : { text: once(text, (s) => `kql_untag(${s})`) }),
  };
}

// Names that are no index mean the same in a JSON pointer, which DuckDB follows a third faster.
function pointer(path: string): string {
  return path.replaceAll('."', "/").replaceAll('"', "");
}

function plainStep(step: Step): string | undefined {
  if ("index" in step)
    return step.index > -2_000_000_000n && step.index < 2_000_000_000n ? `[${step.index}]` : undefined;
  if ("key" in step && /^[^"\\*\0]+$/.test(step.key)) return `."${step.key}"`;
  return undefined;
}

function computed(value: Expr, step: Step): Expr {
  if ("key" in step) return expr("dynamic", `kqljs_dynamic_key(${value.sql}, ${sqlString(step.key)})`);
  if ("index" in step) return expr("dynamic", `kqljs_dynamic_at(${value.sql}, CAST('${step.index}' AS BIGINT))`);
  if (step.computed.type === "string") return expr("dynamic", `kqljs_dynamic_key(${value.sql}, ${step.computed.sql})`);
  return expr("dynamic", `kqljs_dynamic_at(${value.sql}, CAST(${step.computed.sql} AS BIGINT))`);
}
