import { afterAll, beforeAll, expect, test } from "vitest";
import { createEngine } from "../engine.ts";
import { rowsOf } from "../testing/run-query.ts";
import type { Engine } from "../types.ts";

let engine: Engine;

beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => engine.close());

// The binder gives scan a column match_id that Kusto's has not: it must be in nobody's way.
const SCANNED = "range x from 1 to 3 step 1 | extend y = dynamic([1, 2]) | sort by x asc | scan with (step s: x > 1;)";
const OTHER = "(datatable(x:long, z:string)[2, 'a', 9, 'b'])";
const BAGS = ['["{\\"x\\":2,\\"match_id\\":20}"]', '["{\\"x\\":3,\\"match_id\\":30}"]'];

test.each<[rest: string, rows: string[]]>([
  ["mv-apply y on (count)", ["[2,2]", "[3,2]"]],
  ["mv-apply e=y to typeof(long) on (where e > 1 | project e) | project x, e", ["[2,2]", "[3,2]"]],
  [`project-away y | join kind=inner ${OTHER} on x`, ['[2,2,"a"]']],
  [`project-away y | lookup ${OTHER} on x`, ['[2,"a"]', '[3,""]']],
  [`project-away y | union ${OTHER}`, ['[2,""]', '[2,"a"]', '[3,""]', '[9,"b"]']],
  ["project-away y | extend p = pack_all()", ['[2,"{\\"x\\":2}"]', '[3,"{\\"x\\":3}"]']],
  ["getschema | project ColumnName, ColumnOrdinal", ['["x",0]', '["y",1]']],
  ["extend match_id = x * 10 | project bag_pack_columns(x, match_id)", BAGS],
  ["project-away y | evaluate narrow()", ['[0,"x","2"]', '[1,"x","3"]']],
])("scan | %s", async (rest, rows) => {
  expect((await rowsOf(engine, `${SCANNED} | ${rest}`)).sort()).toEqual(rows);
});

test.each([
  `${SCANNED} | join kind=inner (datatable(x:long, match_id:long)[2, 1]) on x`,
  `${SCANNED} | union (datatable(x:long, match_id:long)[2, 1])`,
  `${SCANNED} | mv-apply y on (project match_id)`,
  `${SCANNED} | extend m = match_id`,
  `${SCANNED} | project bag_pack_columns(x, match_id)`,
])("%s is refused, for the column is not there", async (query) => {
  await expect(rowsOf(engine, query)).rejects.toMatchObject({ code: "NotSupported" });
});
