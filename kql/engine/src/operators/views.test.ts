import { afterAll, beforeAll, expect, test } from "vitest";
import { createEngine } from "../engine.ts";
import { rowsOf } from "../testing/run-query.ts";
import type { Engine } from "../types.ts";

let engine: Engine;

beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => engine.close());

const VIEWS = `let A_1 = view () { range n from 1 to 3 step 1 }; let A_2 = view () { range n from 3 to 4 step 1 };
let Hidden = () { print n = 3 }; `;

test.each<readonly [query: string, rows: readonly string[]]>([
  [`${VIEWS}search n == 3`, ['["A_1",3]', '["A_2",3]']],
  [`${VIEWS}union isfuzzy=true A*, Nope* | count`, ["[5]"]],
  ["print a = 1, b = 2, c = 3 | project-by-names dynamic(['c', 'x']), 'a'", ["[3,1]"]],
  ["let T = datatable(b:long, a:long)[]; print a = 1, b = 2, c = 3 | project-by-names column_names_of(T)", ["[2,1]"]],
])("%s", async (query, rows) => {
  expect((await rowsOf(engine, query)).sort()).toEqual(rows);
});

test.each(["print a = 1, b = 2 | project-by-names 'a*'", "print a = 1 | project-by-names 'a', 'a'"])(
  "%s is refused",
  async (query) => {
    await expect(rowsOf(engine, query)).rejects.toMatchObject({ code: "NotSupported" });
  },
);
