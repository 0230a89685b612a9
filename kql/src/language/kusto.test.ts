import { expect, test } from "vitest";
import { analyze } from "./syntax.ts";
import type { ColumnType } from "./types.ts";

function columnsOf(text: string, types: readonly ColumnType[]): string {
  const tables = Object.fromEntries(types.map((type, i) => [`T${i}`, { a: "string" as const, x: type }]));
  const body = analyze(text, tables).root.child("Statements")?.elements[0]?.child("Expression");
  return (body?.columns ?? []).map(({ name, type }) => `${name}:${type}`).join(" ");
}

test.each<readonly [text: string, types: readonly ColumnType[], columns: string]>([
  ["union T*", ["string", "dynamic"], "a:string x_string:string x_dynamic:dynamic"],
  ["union T*", ["string", "string", "dynamic"], "a:string x_string:string x_dynamic:dynamic"],
  ["union T0, T1, T2", ["int", "int", "long", "real"], "a:string x_int:int x_long:long"],
  ["union *", ["long", "long", "long"], "a:string x:long"],
  ["search 'q'", ["long", "long", "string"], "$table:string a:string x_long:long x_string:string"],
])("%s over %j shows each type of a column once", (text, types, columns) => {
  expect(columnsOf(text, types)).toBe(columns);
});
