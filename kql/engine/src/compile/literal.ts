import type { KqlNode } from "@logdoctor/kql/syntax";
import { JsonDoubt, JsonFault } from "../dynamic/json-reader.ts";
import { dynamicOfLiteral } from "../dynamic/literal.ts";
import type { ColumnType } from "../types.ts";
import { DAY } from "../values/calendar.ts";
import { readClock, readDatetime } from "../values/datetime-text.ts";
import { decimalText, parseDecimal } from "../values/decimal.ts";
import { type Context, refuse } from "./context.ts";
import { dynamicConstant, type Expr, longLiteral, nullOf, sqlString } from "./expr.ts";
import { ticksOfTimespan } from "./timespan-text.ts";

type Reader = (body: string, node: KqlNode, context: Context) => Expr;

const READERS: Partial<Record<ColumnType, Reader>> = {
  long: (body, node, context) => integer(body, "long", node, context),
  int: (body, node, context) => integer(body, "int", node, context),
  real: readReal,
  bool: readBool,
  datetime: readDatetimeLiteral,
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

// Formats: https://learn.microsoft.com/kusto/query/scalar-data-types/datetime. `datetime(8:00)` is a time of today,
// `datetime()` is now.
function readDatetimeLiteral(body: string, node: KqlNode, context: Context): Expr {
  // `2017 - 08 - 01` is read too (documented).
  const text = unquote(body)
    .trim()
    .replace(/^(\d{4}) - (\d\d?) - (\d\d?)/, "$1-$2-$3");
  const { now } = context.options;
  const clock = readClock(text);
  const parts = /^(\d{4}), ?(\d{1,2}), ?(\d{1,2})$/.exec(text);
  const ticks =
    text === ""
      ? now
      : clock !== undefined
        ? now - (now % DAY) + clock
        : readDatetime(parts === null ? text : parts.slice(1).join("-"));
  if (ticks === undefined || ticks === null)
    throw refuse(context, node, `Not a datetime of a documented format: ${body}`);
  return { type: "datetime", sql: `CAST(${ticks} AS BIGINT)`, nullable: false, literal: ticks };
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

function readDynamic(body: string, node: KqlNode, context: Context): Expr {
  try {
    return dynamicConstant(
      dynamicOfLiteral(body, { ticksOfDatetime: (text) => readDatetime(text) ?? undefined, ticksOfTimespan }),
    );
  } catch (error) {
    if (error instanceof JsonFault || error instanceof JsonDoubt)
      throw refuse(context, node, `A dynamic literal that this engine does not read: ${error.message}`);
    throw error;
  }
}

function unquote(body: string): string {
  return /^(["']).*\1$/s.test(body) ? body.slice(1, -1) : body;
}
