import { afterAll, beforeAll, expect, test } from "vitest";
import { createEngine } from "../engine.ts";
import { rowsOf } from "../testing/run-query.ts";
import type { Engine } from "../types.ts";

let engine: Engine;

beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => engine.close());

const EVENTS =
  "datatable(E:string, S:string, n:long)['wind','AL',1, 'wind','AK',2, 'ice','AK',3, 'wind','AL',4] | sort by n asc";

test.each<[query: string, rows: string[]]>([
  [`${EVENTS} | project E, S | evaluate pivot(S) | sort by E asc`, ['["ice",0,1]', '["wind",2,1]']],
  [`${EVENTS} | evaluate pivot(S, sum(n)) | sort by E asc`, ['["ice",0,3]', '["wind",5,2]']],
  [`${EVENTS} | evaluate pivot(S, max(n), E) | sort by E asc`, ['["ice",null,3]', '["wind",4,2]']],
  [
    `${EVENTS} | evaluate pivot(S, count(), E) : (E:string, AK:long, AL:long) | sort by E asc | project E, AL, AK`,
    ['["ice",0,1]', '["wind",2,1]'],
  ],
  [
    "print a = 1, b = true, c = datetime(2026-01-02) | evaluate narrow()",
    ['[0,"a","1"]', '[0,"b","True"]', '[0,"c","2026-01-02T00:00:00.0000000Z"]'],
  ],
  [
    "datatable(a:long, s:string)[1,'x', 2,'y'] | sort by a desc | evaluate narrow() | where Column == 's'",
    ['[0,"s","y"]', '[1,"s","x"]'],
  ],
])("%s", async (query, rows) => {
  expect(await rowsOf(engine, query)).toEqual(rows);
});

test.each([
  [`${EVENTS} | evaluate pivot(S, avg(n))`, "nothing to aggregate"],
  [`${EVENTS} | evaluate pivot(n)`, "a column of strings"],
  [`${EVENTS} | evaluate pivot(S, count(), E) : (E:string, AK:long)`, "does not name"],
])("refuses %s", async (query, message) => {
  await expect(rowsOf(engine, query)).rejects.toThrow(message);
});
