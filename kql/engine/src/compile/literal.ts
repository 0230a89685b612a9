import type { KqlNode } from "@logdoctor/kql/syntax";
import { isoFromTicks, ticksFromIso } from "../ticks.ts";
import type { ColumnType } from "../types.ts";
import { decimalText, parseDecimal } from "../values/decimal.ts";
import { type Context, refuse } from "./context.ts";
import { type Expr, longLiteral, nullOf, sqlString } from "./expr.ts";
import { ticksOfTimespan } from "./timespan-text.ts";

type Reader = (body: string, node: KqlNode, context: Context) => Expr;

const READERS: Partial<Record<ColumnType, Reader>> = {
  long: (body, node, context) => integer(body, "long", node, context),
  int: (body, node, context) => integer(body, "int", node, context),
  real: readReal,
  bool: readBool,
  datetime: readDatetime,
  timespan: readTimespan,
  string: (_body, node) => readString(node),
  guid: readGuid,
  decimal: readDecimal,
  dynamic: readDynamic,
};

/** A literal, read from its text: exactly, or refused. */
export function compileLiteral(node: KqlNode, context: Context): Expr {
  const type = node.type as ColumnType | undefined;
  const reader = type === undefined ? undefined : READERS[type];
  if (type === undefined || reader === undefined)
    throw refuse(context, node, `Literals of type ${type ?? "unknown"} are not supported`);
  const body = bodyOf(node.text);
  if (type !== "string" && body.toLowerCase() === "null") return nullOf(type);
  return reader(body, node, context);
}

// `long(5)` -> `5`; a bare literal is its own body.
function bodyOf(text: string): string {
  const match = /^[a-z]\w*\s*\(([\s\S]*)\)$/i.exec(text);
  return (match?.[1] ?? text).trim();
}

function integer(body: string, type: "int" | "long", node: KqlNode, context: Context): Expr {
  const match = /^(-?)(0[xX][0-9a-fA-F]+|\d+)$/.exec(body);
  if (match === null) throw refuse(context, node, `Not an integer this engine reads: ${body}`);
  const value = match[1] === "-" ? -BigInt(match[2] ?? "0") : BigInt(match[2] ?? "0");
  const bits = type === "int" ? 32 : 64;
  if (BigInt.asIntN(bits, value) !== value) throw refuse(context, node, `${body} does not fit into ${type}`);
  if (type === "long") return longLiteral(value);
  return { type, sql: `CAST(${value} AS INTEGER)`, nullable: false, literal: value };
}

const SPECIAL_REALS: Readonly<Record<string, string>> = {
  nan: "NaN",
  "+inf": "Infinity",
  "-inf": "-Infinity",
  inf: "Infinity",
};

function readReal(body: string, node: KqlNode, context: Context): Expr {
  const special = SPECIAL_REALS[body.toLowerCase()];
  if (special === undefined && !/^-?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(body))
    throw refuse(context, node, `Not a real this engine reads: ${body}`);
  const value = Number(special ?? body);
  return { type: "real", sql: `CAST('${special ?? String(value)}' AS DOUBLE)`, nullable: false, literal: value };
}

function readDecimal(body: string, node: KqlNode, context: Context): Expr {
  const value = parseDecimal(unquote(body));
  if (value === undefined) throw refuse(context, node, `Not a decimal this engine reads: ${body}`);
  return { type: "decimal", sql: sqlString(decimalText(value)), nullable: false };
}

function readBool(body: string, node: KqlNode, context: Context): Expr {
  const lower = body.toLowerCase();
  if (lower !== "true" && lower !== "false") throw refuse(context, node, `Not a bool this engine reads: ${body}`);
  return { type: "bool", sql: lower, truth: lower, nullable: false, literal: lower === "true" };
}

function readDatetime(body: string, node: KqlNode, context: Context): Expr {
  const text = unquote(body);
  const ticks = parsed(text);
  if (ticks === undefined)
    throw refuse(context, node, `Only ISO 8601 UTC datetimes with up to 7 digits are read: ${body}`);
  return { type: "datetime", sql: `CAST(${ticks} AS BIGINT)`, nullable: false, literal: ticks };
}

function parsed(text: string): bigint | undefined {
  try {
    const ticks = ticksFromIso(text);
    isoFromTicks(ticks);
    return ticks;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readTimespan(body: string, node: KqlNode, context: Context): Expr {
  const ticks = ticksOfTimespan(unquote(body));
  if (ticks === undefined) throw refuse(context, node, `Not a timespan this engine reads: ${body}`);
  return { type: "timespan", sql: `CAST('${ticks}' AS BIGINT)`, nullable: false, literal: ticks };
}

function readString(node: KqlNode): Expr {
  const text = String(node.constant);
  return { type: "string", sql: sqlString(text), nullable: false, literal: text };
}

function readGuid(body: string, node: KqlNode, context: Context): Expr {
  const text = unquote(body).toLowerCase();
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text))
    throw refuse(context, node, `Not a guid this engine reads: ${body}`);
  return { type: "guid", sql: sqlString(text), nullable: false, literal: text };
}

// Only what is plain JSON: the numbers stay as they are written.
function readDynamic(body: string, node: KqlNode, context: Context): Expr {
  try {
    JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) throw refuse(context, node, "Only dynamic literals that are plain JSON are read");
    throw error;
  }
  if (/[0-9]\.[0-9]*0\b|[eE][+-]?\d/.test(body))
    throw refuse(context, node, "How Kusto prints this number is not proven");
  return { type: "dynamic", sql: `CAST(json(${sqlString(body)}) AS VARCHAR)`, nullable: false };
}

function unquote(body: string): string {
  return /^(["']).*\1$/s.test(body) ? body.slice(1, -1) : body;
}
