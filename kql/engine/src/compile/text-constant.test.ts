import { afterAll, beforeAll, expect, test } from "vitest";
import { createEngine } from "../engine.ts";
import { rowsOf } from "../testing/run-query.ts";
import type { Engine } from "../types.ts";

let engine: Engine;

beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => engine.close());

const texts = (...list: string[]) => `datatable(s:string)[${list.map((text) => `"${text}"`).join(", ")}] | `;

test.each<readonly [query: string, rows: readonly string[]]>([
  [`${texts("True", "False", "", "yes")}where s == true`, ['["True"]']],
  [`${texts("True", "False", "", "yes")}where s == false`, ['["False"]']],
  [`${texts("True", "False", "", "yes")}where s != true`, ['["False"]', '[""]', '["yes"]']],
  [`${texts("True", "")}where true == s`, ['["True"]']],
])("%s", async (query, rows) => {
  expect(await rowsOf(engine, query)).toEqual(rows);
});

test.each([
  [`${texts("true")}where s == true`],
  [`${texts("1")}where s == true`],
  [`${texts("FALSE")}where s != false`],
])("%s is refused: as a bool it answers otherwise than as a text", async (query) => {
  await expect(rowsOf(engine, query)).rejects.toMatchObject({ code: "NotSupported" });
});
