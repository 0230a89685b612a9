import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse, type Scope } from "../compile/context.ts";
import { convertTo } from "../compile/convert.ts";
import type { Expr } from "../compile/expr.ts";
import { compileExpr } from "../compile/expression.ts";
import { columnExpr, findColumn, type Relation, type RelationColumn } from "../compile/relation.ts";
import { implicitName } from "./implicit-name.ts";
import { constantCount, listOf, named } from "./operator.ts";

/** What mv-expand and mv-apply unfold. */
export interface Expansion {
  /** Unfolded columns by their names; the index too, when it was asked for. */
  readonly columns: readonly RelationColumn[];
  /** `expression AS column` over the rows: what is unfolded. In a column each, so that it is computed once. */
  readonly values: readonly string[];
  readonly elements: readonly Unfolded[];
  /** `expression AS column` over the unfolded rows. */
  readonly items: readonly string[];
  /** The physical column of the position from 0. */
  readonly position: string;
}

/** One list to unfold. */
export interface Unfolded {
  /** The SQL list of the elements, over the rows with `values`. */
  readonly list: string;
  /** The physical column that it unfolds into. */
  readonly raw: string;
  readonly text?: UnfoldedText;
}

/** Of plain values: the physical column of their texts, and the SQL list of all of them. */
export interface UnfoldedText {
  readonly physical: string;
  readonly list: string;
  /** A list that is read at once with the value, which it takes the place of in `values`. */
  readonly direct?: { readonly whole: string; readonly from: string; readonly to: string; readonly list: string };
}

interface Item {
  readonly name: string | undefined;
  readonly expression: KqlNode;
  readonly type: RelationColumn["type"];
}

// `a.b` gives a_b; one that is there already is replaced.
function pathName(expression: KqlNode, names: readonly string[]): string | undefined {
  const name = /^\w+(\.\w+)+$/.test(expression.text) ? expression.text.replaceAll(".", "_") : undefined;
  return name !== undefined && names.includes(name) ? name : undefined;
}

/** Reads the list of an mv-expand or mv-apply; `names` are the columns that the binder gives the result. */
export function expansionOf(node: KqlNode, input: Relation, context: Context, names: readonly string[]): Expansion {
  const { kind, index } = parametersOf(node, context);
  const limit = limitOf(node, context);
  const scope: Scope = { context, relation: input };
  const items = listOf(node).map((item) => itemOf(item, context));
  const known = new Set([...input.columns.map(({ name }) => name), ...items.map(({ name }) => name), index]);
  const paths = new Set(items.map(({ expression }) => pathName(expression, names)));
  const given = names.filter((name) => !known.has(name) && !paths.has(name));
  const taken = new Set<string>();
  const converted: string[] = [];
  const values: string[] = [];
  const elements: Unfolded[] = [];
  const columns = items.map(({ name: own, expression, type }): RelationColumn => {
    const name = own ?? pathName(expression, names) ?? given.shift();
    if (name === undefined || taken.has(name))
      throw refuse(context, expression, "The name of this column is not clear");
    taken.add(name);
    const [whole, element, physical] = [context.fresh(), context.fresh(), context.fresh()];
    const unfolded = unfoldedValue(expression, scope);
    const first = limit === undefined ? "" : `[1:${limit}]`;
    values.push(`${unfolded.sql} AS ${whole}`);
    const text =
      unfolded.plain === true ? textOf({ unfolded, whole, kind, first, physical: context.fresh() }) : undefined;
    elements.push({
      list: `kql_items(${whole}, '${kind}')${first}`,
      raw: element,
      ...(text === undefined ? {} : { text }),
    });
    const column: RelationColumn = {
      name,
      type: "dynamic",
      physical: element,
      ...(text === undefined ? {} : { plain: true }),
    };
    if (type === "dynamic") return column;
    const value = { ...columnExpr(column), ...(text === undefined ? {} : { text: text.physical }) };
    converted.push(`${convertTo(type, value, expression, scope).sql} AS ${physical}`);
    return { name, type, physical };
  });
  const position = context.fresh();
  const counted = index === undefined ? [] : [{ name: index, type: "long" as const, physical: position }];
  return { columns: [...columns, ...counted], values, elements, items: converted, position };
}

interface TextParts {
  readonly unfolded: Expr;
  readonly whole: string;
  readonly kind: string;
  readonly first: string;
  readonly physical: string;
}

function textOf({ unfolded, whole, kind, first, physical }: TextParts): UnfoldedText {
  const list = `kql_item_texts(${whole}, '${kind}')${first}`;
  if (unfolded.texts === undefined) return { physical, list };
  const direct = `(CASE WHEN len(${whole}) > 0 THEN ${whole} ELSE kql_item_texts(${unfolded.sql}, '${kind}') END)${first}`;
  const [from, to] = [`${unfolded.sql} AS ${whole}`, `${unfolded.texts} AS ${whole}`];
  return { physical, list, direct: { whole, from, to, list: direct } };
}

function itemOf(item: KqlNode, context: Context): Item {
  const clause = item.children.find((child) => child.kind === "ToTypeOfClause");
  const expression = item.children[0];
  if (expression === undefined) throw refuse(context, item, "An empty expression");
  const type =
    clause === undefined ? "dynamic" : clause.children.find((child) => child.symbol !== undefined)?.symbol?.name;
  const given = named(expression);
  return {
    ...given,
    name: given.name ?? implicitName(expression),
    type: (type ?? "dynamic") as RelationColumn["type"],
  };
}

function parametersOf(node: KqlNode, context: Context): { kind: "bag" | "array"; index: string | undefined } {
  let kind: "bag" | "array" = "bag";
  let index: string | undefined;
  for (const parameter of node.child("Parameters")?.children ?? []) {
    const name = parameter.child("Name")?.text;
    const value = parameter.child("Expression");
    if (name === "with_itemindex") index = value?.symbol?.name ?? value?.text;
    else if ((name === "kind" || name === "bagexpansion") && (value?.text === "bag" || value?.text === "array"))
      kind = value.text;
    else throw refuse(context, parameter, `The parameter ${parameter.text} is not supported`);
  }
  return { kind, index };
}

function limitOf(node: KqlNode, context: Context): bigint | undefined {
  const clause = node.child("RowLimitClause");
  return clause === undefined
    ? undefined
    : constantCount(clause.child("RowLimit") ?? clause.children.at(-1), node, context);
}

// A null gives one null, an empty array nothing, a scalar itself (measured).
function unfoldedValue(expression: KqlNode, scope: Scope): Expr {
  const value = compileExpr(expression, scope);
  if (value.type !== "dynamic") throw refuse(scope.context, expression, `Expanding ${value.type} is not supported`);
  return value;
}

/** The result's columns by the binder's names: unfolded ones first, then the input's. */
export function pick(name: string, columns: readonly RelationColumn[], input: Relation): RelationColumn | undefined {
  return columns.find((column) => column.name === name) ?? findColumn(input, name);
}
