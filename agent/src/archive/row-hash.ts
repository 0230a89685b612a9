import type { KqlType } from "@logdoctor/shared-policies";
import type { RowColumn } from "./rows.ts";

/*
 * The row hash `row-sha256-sum-v1`. Each row becomes one canonical text: its columns' texts in order, joined by the unit
 * separator (U+001F). SHA-256 of that text is cut into four limbs of 32 bits, and each limb is summed over the rows, so
 * that the order of rows does not matter. The workspace computes it in KQL, the archive in SQL; both texts are made here,
 * side by side, because they must agree to the byte.
 *
 * Real numbers are not hashed by their decimal text, which engines print differently, but by exact arithmetic: sign,
 * whole part, and two times 52 bits of fraction.
 */

const limbStarts = [0, 8, 16, 24] as const;
const two52 = "4503599627370496.0";
const two62 = "4611686018427387904.0";
const two124 = "21267647932558653966460912964485513216.0";
const twoToMinus62 = "0.00000000000000000021684043449710088680149056017398834228515625";

/** KQL that adds the column `_h`: the SHA-256 of each row's canonical text, in hex. */
export function rowHashKql(columns: readonly RowColumn[], name: (column: string) => string): string {
  const texts = columns.map((column) => kqlText(column.type, name(column.name)));
  return `extend _h = hash_sha256(${joinKql(texts)})`;
}

/** KQL aggregates h0 to h3 over `_h`, as text because sums exceed what JSON numbers carry. */
export function limbSumsKql(): string {
  return limbStarts.map((start, i) => `h${i} = sum(tolong(strcat("0x", substring(_h, ${start}, 8))))`).join(", ");
}

/**
 * SQL expression of a row's SHA-256 in hex. `text` says which columns are stored as text in the archive file. SQL's concat
 * takes null as empty text, as the canonical text wants it.
 */
export function rowHashSql(columns: readonly RowColumn[], text: ReadonlySet<string>): string {
  const texts = columns.map((column) => canonicalSql(column, text.has(column.name)));
  return `sha256(concat(${texts.join(", chr(31), ")}))`;
}

/** SQL that reads the first 128 bits of a hash in hex as two numbers, `_a` and `_b`: reading digits is the dear part. */
export function hashHalvesSql(hash: string): string {
  return `('0x' || ${hash}[1:16])::UBIGINT AS _a, ('0x' || ${hash}[17:32])::UBIGINT AS _b`;
}

/** SQL aggregates h0 to h3, as text, over columns `_a` and `_b`. */
export function limbSumsSql(): string {
  return ["_a >> 32", "_a & 4294967295", "_b >> 32", "_b & 4294967295"]
    .map((limb, i) => `coalesce(sum(${limb}), 0)::VARCHAR AS h${i}`)
    .join(", ");
}

/** A name as a quoted SQL identifier. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

// strcat takes at most 64 arguments, so long rows are joined in groups.
function joinKql(texts: readonly string[]): string {
  const groups: string[] = [];
  for (let i = 0; i < texts.length; i += 30) {
    groups.push(`strcat(${texts.slice(i, i + 30).join(', "\\u001f", ')}, "")`);
  }
  return groups.length === 1 ? (groups[0] ?? "") : joinKql(groups);
}

function kqlText(type: KqlType, column: string): string {
  switch (type) {
    case "string":
      return column;
    case "bool":
      return `iff(isnull(${column}), "", iff(${column}, "1", "0"))`;
    case "real":
      return kqlReal(column);
    default:
      return `tostring(${column})`;
  }
}

function kqlReal(x: string): string {
  const scaled = `(abs(${x}) * iff(abs(${x}) >= ${two62}, ${twoToMinus62}, 1.0))`;
  const fraction = `((${scaled} - bin(${scaled}, 1.0)) * ${two52})`;
  const rest = `((${fraction} - bin(${fraction}, 1.0)) * ${two52})`;
  const whole = (value: string): string => `tostring(tolong(bin(${value}, 1.0)))`;
  const sign = `iff(${x} < 0, "-", ""), iff(abs(${x}) >= ${two62}, "b", "")`;
  const finite = `strcat(${sign}, ${whole(scaled)}, ".", ${whole(fraction)}, ".", ${whole(rest)})`;
  const named = `isnull(${x}), "", isnan(${x}), "nan", isinf(${x}), iff(${x} > 0, "inf", "-inf")`;
  return `case(${named}, abs(${x}) >= ${two124}, "huge", ${finite})`;
}

/** SQL expression of a value's canonical text; null stays null. */
export function canonicalSql(column: RowColumn, storedAsText: boolean): string {
  const name = sqlName(column.name);
  switch (column.type) {
    case "bool":
      return `CASE ${name} WHEN true THEN '1' WHEN false THEN '0' END`;
    case "real":
      return sqlReal(name);
    case "datetime":
      return storedAsText ? name : sqlDatetime(name);
    case "int":
    case "long":
      return `${name}::VARCHAR`;
    default:
      return name;
  }
}

function sqlDatetime(name: string): string {
  return `strftime(${name}, '%Y-%m-%dT%H:%M:%S.%n')[1:27] || 'Z'`;
}

/** SQL that gives ISO text of a datetime seven fractional digits, however many it came with. */
export function sevenDigits(text: string): string {
  return `${text}[1:19] || '.' || rpad(regexp_extract(${text}, '\\.(\\d{1,7})', 1), 7, '0') || 'Z'`;
}

function sqlReal(x: string): string {
  const scaled = `(abs(${x}) * CASE WHEN abs(${x}) >= ${two62}::DOUBLE THEN ${twoToMinus62}::DOUBLE ELSE 1.0::DOUBLE END)`;
  const fraction = `((${scaled} - floor(${scaled})) * ${two52}::DOUBLE)`;
  const rest = `((${fraction} - floor(${fraction})) * ${two52}::DOUBLE)`;
  const whole = (value: string): string => `floor(${value})::BIGINT::VARCHAR`;
  const sign = `CASE WHEN ${x} < 0 THEN '-' ELSE '' END, CASE WHEN abs(${x}) >= ${two62}::DOUBLE THEN 'b' ELSE '' END`;
  const finite = `concat(${sign}, ${whole(scaled)}, '.', ${whole(fraction)}, '.', ${whole(rest)})`;
  const named = `WHEN ${x} IS NULL THEN '' WHEN isnan(${x}) THEN 'nan' WHEN isinf(${x}) THEN CASE WHEN ${x} > 0 THEN 'inf' ELSE '-inf' END`;
  return `CASE ${named} WHEN abs(${x}) >= ${two124}::DOUBLE THEN 'huge' ELSE ${finite} END`;
}
