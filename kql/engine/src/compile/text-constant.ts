import { isoFromTicks } from "../ticks.ts";
import type { ColumnType } from "../types.ts";
import { readDatetime } from "../values/datetime-text.ts";
import { type Expr, longLiteral, sqlString } from "./expr.ts";
import { ticksOfTimespan } from "./timespan-text.ts";

type Fail = (message: string) => Error;

/**
 * A string beside a value of another type, one of them a constant: `EventID == "4624"`, `ResultType == 0`. Whether Kusto
 * makes a number of the text or text of the number is not documented, so only what is the same both ways is compared.
 */
export function alignText(left: Expr, right: Expr, fail: Fail): [Expr, Expr] {
  if (left.type === right.type) return [left, right];
  if (left.type === "bool")
    return textBesideBool(left, right) ?? [left, boolOfNumber(right) ?? textAligned(left, right, fail)];
  if (right.type === "bool") {
    const [b, a] = alignText(right, left, fail);
    return [a, b];
  }
  if (left.type === "string") {
    const [b, a] = alignText(right, left, fail);
    return [a, b];
  }
  if (right.type !== "string" || left.type === "dynamic") return [left, right];
  if (typeof right.literal === "string") return [left, constantOf(left.type, right.literal, fail)];
  return textBesideNumber(left, right, fail);
}

// `Enabled == 1`: the bool as a number and the number as a bool are equal alike.
function boolOfNumber({ type, literal }: Expr): Expr | undefined {
  if ((type !== "int" && type !== "long") || (literal !== 0n && literal !== 1n)) return undefined;
  return boolLiteral(literal === 1n);
}

// `_IsBillable == true`: the text as a bool, and the bool as text, of which `True` is.
function textBesideBool({ literal }: Expr, text: Expr): [Expr, Expr] | undefined {
  if (typeof literal !== "boolean" || text.type !== "string" || typeof text.literal === "string") return undefined;
  const printed = literal ? "True" : "False";
  const others = String.raw`(?i)\s*${printed}\s*|\s*[+-]?[0-9].*`;
  const sql = `kql_text_not_number(${text.sql}, '${printed}', ${sqlString(others)})`;
  return [
    { type: "string", sql: `'${printed}'`, nullable: false, literal: printed },
    { type: "string", sql, nullable: false },
  ];
}

function textAligned(value: Expr, text: Expr, fail: Fail): Expr {
  return text.type === "string" && typeof text.literal === "string" ? constantOf(value.type, text.literal, fail) : text;
}

function boolLiteral(value: boolean): Expr {
  return { type: "bool", sql: `${value}`, truth: `${value}`, nullable: false, literal: value };
}

function constantOf(type: ColumnType, text: string, fail: Fail): Expr {
  const constant = CONSTANTS[type]?.(text);
  if (constant === undefined)
    throw fail(`Comparing ${type} with the text ${JSON.stringify(text.slice(0, 40))} is not proven`);
  return constant;
}

// Each gives a constant only for the text that the value itself prints.
const CONSTANTS: Partial<Record<ColumnType, (text: string) => Expr | undefined>> = {
  int: whole,
  long: whole,
  // Published queries write `Optional == "false"`, which the text of a bool, `False`, never is.
  bool: (text) => {
    if (/^(true|True|TRUE|1)$/.test(text)) return boolLiteral(true);
    return /^(false|False|FALSE|0)$/.test(text) ? boolLiteral(false) : undefined;
  },
  timespan: (text) => {
    const ticks = /^(-?)([1-9]\d*\.)?\d\d:\d\d:\d\d(\.\d{7})?$/.test(text) ? ticksOfTimespan(text) : undefined;
    if (ticks === undefined || /^-00:00:00$|\.0{7}$/.test(text)) return undefined;
    return { type: "timespan", sql: `CAST('${ticks}' AS BIGINT)`, nullable: false, literal: ticks };
  },
  datetime: (text) => {
    const ticks = readDatetime(text);
    if (typeof ticks !== "bigint" || isoFromTicks(ticks) !== text) return undefined;
    return { type: "datetime", sql: `CAST(${ticks} AS BIGINT)`, nullable: false, literal: ticks };
  },
  guid: (text) =>
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
      ? { type: "guid", sql: sqlString(text), nullable: false, literal: text }
      : undefined,
};

function whole(text: string): Expr | undefined {
  return /^(0|-?[1-9]\d{0,17})$/.test(text) ? longLiteral(BigInt(text)) : undefined;
}

function textBesideNumber(number: Expr, text: Expr, fail: Fail): [Expr, Expr] {
  const { literal } = number;
  if ((number.type !== "int" && number.type !== "long") || typeof literal !== "bigint")
    throw fail(`Comparing ${number.type} with string is not supported`);
  const size = literal < 0n ? -literal : literal;
  const sign = literal === 0n ? "[+-]?" : literal < 0n ? "-" : "[+]?";
  const other = String.raw`\s*${sign}0*${size}([.]0*)?\s*|0[xX]0*${size.toString(16)}`;
  const sql = `kql_text_not_number(${text.sql}, '${literal}', ${sqlString(other)})`;
  return [
    { type: "string", sql: sqlString(`${literal}`), nullable: false, literal: `${literal}` },
    { type: "string", sql, nullable: false },
  ];
}
