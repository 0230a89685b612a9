import { afterAll, beforeAll, expect, test } from "vitest";
import { createEngine } from "../engine.ts";
import { NOW, rowsOf } from "../testing/run-query.ts";
import type { Engine } from "../types.ts";

let engine: Engine;

// The tables of the documentation's examples of find.
beforeAll(async () => {
  engine = await createEngine();
  const text = (name: string) => ({ name, type: "string" as const });
  const common = [text("Session_Id"), text("Level"), text("EventText")];
  await engine.createTable("EventsTable1", [...common, text("Version")]);
  await engine.createTable("EventsTable2", [...common, text("EventName")]);
  const rows = (extra: string, list: readonly (readonly string[])[]) =>
    list.map(([id, level, event, value]) =>
      JSON.stringify({ Session_Id: id, Level: level, EventText: event, [extra]: value }),
    );
  await engine.insertJson(
    "EventsTable1",
    rows("Version", [
      ["acbd", "Information", "Some Text1", "v1.0.0"],
      ["acbd", "Error", "Some Text2", "v1.0.0"],
      ["28b8", "Error", "Some Text3", "v1.0.1"],
    ]),
    NOW,
  );
  await engine.insertJson(
    "EventsTable2",
    rows("EventName", [
      ["f7d5", "Information", "Some Other Text1", "Event1"],
      ["acbd", "Information", "Some Other Text2", "Event2"],
      ["acbd", "Error", "Some Other Text3", "Event3"],
    ]),
    NOW,
  );
  await engine.createTable("Numbers", [
    { name: "n", type: "long" },
    { name: "EventText", type: "long" },
    { name: "at", type: "datetime" },
  ]);
  await engine.insertJson("Numbers", ['{"n":1,"EventText":5}'], NOW);
});
afterAll(() => engine.close());

const BOTH = "in (EventsTable1, EventsTable2) where";

const ANSWERS: readonly [query: string, columns: string, rows: readonly string[]][] = [
  [
    "find Session_Id == 'acbd'",
    "source_,Session_Id,Level,EventText,pack_",
    [
      '["EventsTable1","acbd","Information","Some Text1","{\\"Version\\":\\"v1.0.0\\"}"]',
      '["EventsTable1","acbd","Error","Some Text2","{\\"Version\\":\\"v1.0.0\\"}"]',
      '["EventsTable2","acbd","Information","Some Other Text2","{\\"EventName\\":\\"Event2\\"}"]',
      '["EventsTable2","acbd","Error","Some Other Text3","{\\"EventName\\":\\"Event3\\"}"]',
    ],
  ],
  [
    "find Version == 'v1.0.0' or EventName == 'Event1' project Session_Id, EventText, Version, EventName",
    "source_,Session_Id,EventText,Version,EventName",
    [
      '["EventsTable1","acbd","Some Text1","v1.0.0",""]',
      '["EventsTable1","acbd","Some Text2","v1.0.0",""]',
      '["EventsTable2","f7d5","Some Other Text1","","Event1"]',
    ],
  ],
  [
    `find withsource=From ${BOTH} * has "Text3" and Level == "Error" project pack(*) | where pack_.Session_Id == "28b8"`,
    "From,pack_",
    [
      '["EventsTable1","{\\"Session_Id\\":\\"28b8\\",\\"Level\\":\\"Error\\",\\"EventText\\":\\"Some Text3\\",\\"Version\\":\\"v1.0.1\\"}"]',
    ],
  ],
  // A table without any of the columns is left out, whatever its nulls would answer.
  [`find in (Events*, Numbers) where n != 7 project n: string`, "source_,n", ['["Numbers","1"]']],
  [
    `find in (Events*, Numbers) where "Text1" project EventText: string`,
    "source_,EventText",
    ['["EventsTable1","Some Text1"]', '["EventsTable2","Some Other Text1"]'],
  ],
  [
    `find in (EventsTable1) where Version endswith "1"`,
    "source_,Session_Id,Level,EventText,Version",
    ['["EventsTable1","28b8","Error","Some Text3","v1.0.1"]'],
  ],
  // search shows every column there is.
  [
    "search in (EventsTable1, EventsTable2) 'Text2'",
    "$table,Session_Id,Level,EventText,Version,EventName",
    [
      '["EventsTable1","acbd","Error","Some Text2","v1.0.0",""]',
      '["EventsTable2","acbd","Information","Some Other Text2","","Event2"]',
    ],
  ],
  [
    "search 'Text2' or n == 1 | project $table, n, EventText_string",
    "$table,n,EventText_string",
    ['["EventsTable1",null,"Some Text2"]', '["EventsTable2",null,"Some Other Text2"]', '["Numbers",1,""]'],
  ],
  [
    "search Version:'v1*' or EventName == 'Event1' | summarize count() by $table",
    "$table,count_",
    ['["EventsTable1",3]', '["EventsTable2",1]'],
  ],
  ["search in (Events*) EventName == 'Event3' | count", "Count", ["[1]"]],
  ["union Events* | where Level == 'Error' | count", "Count", ["[3]"]],
  [
    "union withsource=T * | summarize n = count() by T",
    "T,n",
    ['["EventsTable1",3]', '["EventsTable2",3]', '["Numbers",1]'],
  ],
  // The columns that nothing names are not read, and name nothing.
  [
    "union Events* | where Level == 'Error' | extend strlen(EventText) + 0, EventText = toupper(EventText) | summarize max(Column1), max(EventText)",
    "max_Column1,max_EventText",
    ['[16,"SOME TEXT3"]'],
  ],
  [
    "search 'Text1' | extend n = 2 | sort by $table asc | summarize make_list($table), sum(n)",
    "list_$table,sum_n",
    ['["[\\"EventsTable1\\",\\"EventsTable2\\"]",4]'],
  ],
  ["union EventsTable1, EventsTable2 | where ingestion_time() > datetime(2000-01-01) | count", "Count", ["[6]"]],
  // An empty array holds nothing, however Kusto looks among the values of rows.
  [
    "EventsTable1 | where Level in (EventsTable2 | where Level == '' | summarize make_set(Level)) | count",
    "Count",
    ["[0]"],
  ],
  ["union Events* | extend v = column_ifexists('V\\u0065rsion', 'none') | summarize max(v)", "max_v", ['["v1.0.1"]']],
  ["union * | project EventText_long | where isnotnull(EventText_long)", "EventText_long", ["[5]"]],
];

test.each(ANSWERS)("%s", async (query, columns, rows) => {
  const found = await engine.query(query, { now: NOW });
  expect(found.columns.map(({ name }) => name).join()).toBe(columns);
  expect((await rowsOf(engine, query)).toSorted()).toEqual(rows.toSorted());
});

test.each([
  ["find in (Events*, Numbers) where EventText == 5", /several types|binder says/],
  [`find ${BOTH} 1 == 1`, /without a column/],
  [`find ${BOTH} Level == 'Error' project EventText, pack(*)`, /two ways/],
  ["find in (Events*) where EventText has 'a' project n", /./],
  ["EventsTable1 | where Level in (EventsTable2 | summarize make_set(Level)) | count", /arrays of rows/],
  ["search in (Events*) EventName != 'Event3' | count", /none of the columns/],
  ["search '2026'", /at of type datetime/],
])("%s is refused", async (query, message) => {
  await expect(rowsOf(engine, query)).rejects.toMatchObject({ message: expect.stringMatching(message) });
});

test("search looks past columns in whose values the word cannot stand", async () => {
  const mixed = await createEngine();
  try {
    await mixed.createTable("Calls", [
      { name: "at", type: "datetime" },
      { name: "message", type: "string" },
      { name: "success", type: "bool" },
      { name: "share", type: "real" },
    ]);
    const row = { at: "2026-01-01T00:00:00Z", message: "user test alert entity", success: true, share: 0.5 };
    await mixed.insertJson("Calls", [JSON.stringify(row)], NOW);
    for (const word of ["user", "test", "alert", "*"])
      expect(await rowsOf(mixed, `search in (Calls) "${word}" | count`), word).toEqual(["[1]"]);
    expect(await rowsOf(mixed, 'Calls | where * contains "entity" | count')).toEqual(["[1]"]);
    await expect(rowsOf(mixed, 'search in (Calls) "true" | count')).rejects.toThrow("not proven");
  } finally {
    await mixed.close();
  }
});
