import type { KqlNode } from "@logdoctor/kql/syntax";
import { type Context, refuse } from "../compile/context.ts";
import { convertTo } from "../compile/convert.ts";
import { type Expr, nullOf, sqlString } from "../compile/expr.ts";
import { compileChild } from "../compile/expression.ts";
import { findColumn, type Relation, type RelationColumn, selectWith } from "../compile/relation.ts";
import { text as asText } from "../functions/conversion.ts";
import { type ParsePattern, patternOf } from "../parsing/pattern.ts";
import { type PatternRegex, patternRegex } from "../parsing/pattern-regex.ts";
import { boundColumns } from "./operator.ts";

/** Text cut up by a pattern; rows that do not fit get nulls. */
export function parse(node: KqlNode, input: Relation, context: Context): Relation {
  return parsed({ node, input, context }, false);
}

/** The same; rows that do not fit are left out. */
export function parseWhere(node: KqlNode, input: Relation, context: Context): Relation {
  return parsed({ node, input, context }, true);
}

function parsed(place: Place, fitting: boolean): Relation {
  const { node, input, context } = place;
  const pattern = patternOf(node, context);
  const regex = patternRegex(pattern, (message) => refuse(context, node, message));
  const given = compileChild(node, "Expression", { context, relation: input });
  const fail = (message: string) => refuse(context, node, message);
  if (given.type !== "string" && given.type !== "dynamic") throw fail(`Parsing ${given.type} is not supported`);
  // As other operators of text take a dynamic: as tostring() of it.
  const source = asText(given, { refuse: fail });
  const [text, found, fits] = [context.fresh(), context.fresh(), context.fresh()];
  const withText = selectWith(input, [`${source.sql} AS ${text}`]);
  const { columns, items, typed } = convertedColumns(place, pattern, found);
  const names = { text, found, fits };
  const guard = guardOf(names, pattern, regex);
  const result = { ...input, columns: outputColumns(place, columns) };
  const extracted = `SELECT *, ${captures(text, regex)} AS ${found} FROM (${withText})`;
  const converted = items.length === 0 ? extracted : `SELECT *, ${items.join(", ")} FROM (${extracted})`;
  // What does not fit gives empty texts anyway.
  if (!fitting && typed.length === 0 && guard === undefined) return { ...result, sql: converted };
  const strict = pattern.mode === "relaxed" ? [] : typed.map((sql) => `${sql} IS NOT NULL`);
  // Where the pattern does not fit, there are empty texts, of which no number is made: then it need not be asked again.
  const certain = strict.length > 0 && columns.some(({ type }) => type !== "string" && type !== "dynamic");
  const asked = guard === undefined && certain ? "true" : `regexp_matches(${text}, ${sqlString(regex.whole)})`;
  const matched = `SELECT *, ${asked} AS ${fits} FROM (${converted})`;
  const judged = `SELECT * REPLACE ((${[guard ?? fits, ...strict].join(" AND ")}) AS ${fits}) FROM (${matched})`;
  if (fitting) return { ...result, sql: `SELECT * FROM (${judged}) WHERE ${fits}` };
  const chosen = columns.map(
    ({ type, physical }) => `CASE WHEN ${fits} THEN ${physical} ELSE ${nullOf(type).sql} END AS ${physical}`,
  );
  return { ...result, sql: chosen.length === 0 ? judged : `SELECT * REPLACE (${chosen.join(", ")}) FROM (${judged})` };
}

interface Place {
  readonly node: KqlNode;
  readonly input: Relation;
  readonly context: Context;
}

interface Names {
  readonly text: string;
  readonly found: string;
  readonly fits: string;
}

function captures(text: string, { whole, groups }: PatternRegex): string {
  if (groups.length === 0) return "NULL";
  return `regexp_extract(${text}, ${sqlString(whole)}, [${groups.map(sqlString).join(", ")}])`;
}

// Where Kusto might see it otherwise, the query ends: text beyond the pattern, or a last text that stands there twice.
function guardOf(names: Names, { pieces, mode }: ParsePattern, { loose }: PatternRegex): string | undefined {
  const last = pieces.at(-1);
  if (last?.kind !== "text" && mode !== "regex") return undefined;
  const before = pieces.length - 2;
  const twice =
    last?.kind === "text" && mode !== "regex" && pieces[before]?.kind === "column"
      ? `WHEN contains(${names.found}.g${before}, ${sqlString(last.text)}) THEN error('kql:NotSupported:parse with the last text twice is not proven') `
      : "";
  return `CASE WHEN NOT ${names.fits} AND regexp_matches(${names.text}, ${sqlString(loose)}) THEN error('kql:NotSupported:parse of text beyond its pattern is not proven') ${twice}ELSE ${names.fits} END`;
}

function convertedColumns({ node, input, context }: Place, { pieces }: ParsePattern, found: string) {
  const columns: RelationColumn[] = [];
  const items: string[] = [];
  const typed: string[] = [];
  pieces.forEach((piece, i) => {
    if (piece.kind !== "column") return;
    const captured: Expr = { type: "string", sql: `${found}.g${i}`, nullable: false };
    const physical = context.fresh();
    items.push(`${convertTo(piece.type, captured, node, { context, relation: input }).sql} AS ${physical}`);
    if (piece.type !== "string") typed.push(physical);
    columns.push({ name: piece.name, type: piece.type, physical });
  });
  return { columns, items, typed };
}

function outputColumns({ node, input, context }: Place, added: readonly RelationColumn[]): RelationColumn[] {
  // The binder lets both stand, which no table of Kusto's can.
  const twice = added.find(({ name }) => findColumn(input, name) !== undefined);
  if (twice !== undefined)
    throw refuse(context, node, `Whether parse replaces the column ${twice.name} is not documented`);
  return boundColumns(node, context).map(({ name }) => {
    const column = added.findLast((one) => one.name === name) ?? findColumn(input, name);
    if (column === undefined) throw refuse(context, node, `The column ${name} is not known`);
    return column;
  });
}
