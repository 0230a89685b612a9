import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { convertTo } from "../compile/convert.ts";
import { sqlString } from "../compile/expr.ts";
import { compileChild } from "../compile/expression.ts";
import { findColumn, type Relation, selectWith } from "../compile/relation.ts";
import type { KeyValueOptions } from "../parsing/key-values.ts";
import { RegexError } from "../regex/nodes.ts";
import { compileRegex } from "../regex/regex.ts";
import { boundColumns } from "./operator.ts";

/** One column for each key of a text of keys and values. */
export function parseKv(node: KqlNode, input: Relation, context: Context): Relation {
  const scope = { context, relation: input };
  const source = compileChild(node, "Expression", scope);
  if (source.type !== "string") throw refuse(context, node, `Parsing ${source.type} is not supported`);
  const bound = boundColumns(node, context);
  const keys = (node.child("Keys")?.child("Columns")?.elements ?? []).map(
    (key) => key.child("Name")?.symbol?.name ?? "",
  );
  const options = optionsOf(node, keys, context);
  const found = context.fresh();
  const items: string[] = [];
  const added = keys.map((name, i) => {
    const type = bound.find((column) => column.name === name)?.type ?? "string";
    const physical = context.fresh();
    const text = {
      type: "string",
      sql: `coalesce(json_extract_string(${found}, '$[${i}]'), '')`,
      nullable: false,
    } as const;
    items.push(`${convertTo(type, text, node, scope).sql} AS ${physical}`);
    return { name, type, physical };
  });
  const searched = selectWith(input, [
    `CAST(kqljs_key_values(${source.sql}, ${sqlString(JSON.stringify(options))}) AS JSON) AS ${found}`,
  ]);
  const columns = bound.map(({ name }) => {
    const column = added.find((one) => one.name === name) ?? findColumn(input, name);
    if (column === undefined) throw refuse(context, node, `The column ${name} is not known`);
    return column;
  });
  return { ...input, columns, sql: `SELECT *, ${items.join(", ")} FROM (${searched})` };
}

function optionsOf(node: KqlNode, keys: readonly string[], context: Context): KeyValueOptions {
  const texts = new Map<string, string[]>();
  let greedy = false;
  for (const property of node.child("WithClause")?.child("Properties")?.elements ?? []) {
    const name = property.child("Name")?.text ?? "";
    const value = property.child("Expression");
    if (name === "greedy") greedy = value?.text === "true";
    else if (
      ["pair_delimiter", "kv_delimiter", "quote", "escape", "regex"].includes(name) &&
      typeof value?.constant === "string"
    )
      texts.set(name, [...(texts.get(name) ?? []), value.constant]);
    else throw refuse(context, property, `The property ${property.text} is not supported`);
  }
  const [pair, kv, regex] = ["pair_delimiter", "kv_delimiter", "regex"].map((name) => texts.get(name)?.[0]);
  if ((pair === undefined) !== (kv === undefined) || pair === "" || kv === "")
    throw refuse(context, node, "parse-kv needs both delimiters or none");
  const quotes = (texts.get("quote") ?? []).map((quote): [string, string] => {
    if (quote.length < 1 || quote.length > 2)
      throw refuse(context, node, "A quote has one or two characters", "SemanticError");
    return [quote[0] ?? "", quote.at(-1) ?? ""];
  });
  if (regex !== undefined) checkRegex(regex, node, context);
  const ways = {
    ...(pair === undefined ? {} : { pair }),
    ...(kv === undefined ? {} : { kv }),
    ...(regex === undefined ? {} : { regex }),
  };
  return { keys, ...ways, quotes, escapes: texts.get("escape") ?? [], greedy };
}

function checkRegex(pattern: string, node: KqlNode, context: Context): void {
  try {
    if (compileRegex(pattern).groups !== 2)
      throw refuse(context, node, "The regular expression needs two groups", "SemanticError");
  } catch (error) {
    if (error instanceof RegexError) throw refuse(context, node, `The regular expression ${pattern}: ${error.message}`);
    throw error;
  }
}
