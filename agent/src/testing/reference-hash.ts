import { createHash } from "node:crypto";
import type { KqlType, RowSetProof } from "@logdoctor/shared-policies";
import type { RowColumn } from "../archive/rows.ts";

/** A cell as JSON text, exactly as it stands in the query API's answer. */
export type WireCell = string;
export type WireRow = readonly WireCell[];

/** The row hash written a third time, in plain TypeScript: what the KQL and the SQL are tested against. */
export function referenceProof(columns: readonly RowColumn[], rows: readonly WireRow[]): RowSetProof {
  const limbs = [0n, 0n, 0n, 0n];
  const time = columns.findIndex((column) => column.name === "TimeGenerated");
  const times: string[] = [];
  for (const row of rows) {
    const texts = columns.map((column, i) => canonicalText(column.type, row[i] ?? "null"));
    const hex = createHash("sha256").update(texts.join("\u001f"), "utf8").digest("hex");
    for (let i = 0; i < 4; i++) limbs[i] = (limbs[i] ?? 0n) + BigInt(`0x${hex.slice(i * 8, i * 8 + 8)}`);
    if (texts[time] !== undefined && texts[time] !== "") times.push(texts[time]);
  }
  times.sort();
  return {
    rows: rows.length,
    hash: { algorithm: "row-sha256-sum-v1", limbs: limbs.map(String) },
    minTime: times[0],
    maxTime: times.at(-1),
  };
}

function canonicalText(type: KqlType, cell: WireCell): string {
  if (cell === "null") return "";
  const text = cell.startsWith('"') ? (JSON.parse(cell) as string) : cell;
  switch (type) {
    case "bool":
      return text === "true" ? "1" : "0";
    case "datetime":
      return datetimeText(text);
    case "real":
      return realText(Number(text));
    default:
      return text;
  }
}

function datetimeText(text: string): string {
  const [whole = "", fraction = ""] = text.slice(0, -1).split(".");
  return `${whole}.${fraction.padEnd(7, "0")}Z`;
}

function realText(x: number): string {
  if (Number.isNaN(x)) return "nan";
  if (!Number.isFinite(x)) return x > 0 ? "inf" : "-inf";
  if (Math.abs(x) >= 2 ** 124) return "huge";
  const big = Math.abs(x) >= 2 ** 62;
  const scaled = big ? Math.abs(x) * 2 ** -62 : Math.abs(x);
  const fraction = (scaled - Math.floor(scaled)) * 2 ** 52;
  const rest = (fraction - Math.floor(fraction)) * 2 ** 52;
  const whole = (value: number): string => BigInt(Math.floor(value)).toString();
  return `${x < 0 ? "-" : ""}${big ? "b" : ""}${whole(scaled)}.${whole(fraction)}.${whole(rest)}`;
}
