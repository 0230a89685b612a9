import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { main } from "../cli.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "logdoctor-prevent-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function templates(text: string, ...flags: string[]) {
  const file = join(folder, "rows.jsonl");
  await writeFile(file, text);
  let out = "";
  let err = "";
  const code = await main(["prevent", "templates", "--rows", file, "--field", "Message", ...flags], {
    out: (part) => {
      out += part;
    },
    err: (part) => {
      err += part;
    },
    credential: () => Promise.reject(new Error("No credential is needed")),
  });
  return { code, out, err };
}

const rows = (messages: readonly unknown[]) =>
  messages.map((Message, i) => JSON.stringify({ _ItemId: `id-${i}`, Message })).join("\n");

const parsed = (out: string) =>
  out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { _ItemId: string; templateId: string; template: string });

test("tells one template a row, in order, and the first row by what the last one shows", async () => {
  const messages = ["ada", "kim", "lee", "tim", "bob"].map((name) => `payment of ${name} was refused by the bank`);
  const { code, out } = await templates(rows(["order 17 shipped", ...messages, "order 9 shipped"]), "--json");
  const told = parsed(out);
  expect(code).toBe(0);
  expect(told.map(({ _ItemId }) => _ItemId)).toEqual(["id-0", "id-1", "id-2", "id-3", "id-4", "id-5", "id-6"]);
  expect(told[0]?.template).toBe("order <*> shipped");
  expect(told[6]?.templateId).toBe(told[0]?.templateId);
  expect(new Set(told.slice(1, 6).map(({ template }) => template))).toEqual(
    new Set(["payment of <*> was refused by the bank"]),
  );
  expect(new Set(told.map(({ templateId }) => templateId)).size).toBe(2);
});

test("messages that are missing, no text or odd are told of too", async () => {
  const text = [
    "{}",
    "",
    JSON.stringify({ Message: { ms: 7 } }),
    JSON.stringify({ Message: null, _ItemId: "empty" }),
    JSON.stringify({ Message: "주문 7번\u2028끝" }),
    JSON.stringify({ Message: `long ${"x1 ".repeat(400_000)}` }),
  ].join("\r\n");
  const { code, out } = await templates(text, "--json");
  expect(code).toBe(0);
  expect(parsed(out).map(({ _ItemId, template }) => [_ItemId, template])).toEqual([
    ["row-1", ""],
    ["row-3", '{"ms":<*>}'],
    ["empty", ""],
    ["row-5", "주문 <*>번 끝"],
    ["row-6", "long x<*>"],
  ]);
});

test("says for people which templates have how many rows", async () => {
  const { out } = await templates(rows(["a 1 started", "ready", "a 2 started"]));
  expect(out).toMatch(/^ROWS +TEMPLATE ID +TEMPLATE\n +2 +[0-9a-f]{16} +a <\*> started\n +1 +[0-9a-f]{16} +ready\n/);
  expect(out).toContain("2 templates in 3 rows.\n");
});

test("ids of an earlier run are kept with --state", async () => {
  const state = join(folder, "state.json");
  const refused = (name: string) => `payment of ${name} was refused by the bank`;
  const first = parsed((await templates(rows([refused("ada")]), "--json", "--state", state)).out);
  const names = ["kim", "lee", "tim", "bob"];
  const second = parsed((await templates(rows(names.map(refused)), "--json", "--state", state)).out);
  expect(new Set(second.map(({ templateId }) => templateId))).toEqual(new Set([first[0]?.templateId]));
  expect(second[0]?.template).toBe(refused("<*>"));
  expect(JSON.parse(await readFile(state, "utf8"))).toMatchObject({ version: 1 });
});

test.each([
  ["{}\n[1]", "rows.jsonl:2 is no JSON object"],
  ['{"Message":"a"}\n{"Message":', "rows.jsonl:2 is no JSON object"],
  ['{"Text":"a"}', "has the column Message"],
])("%j ends with 1", async (text, message) => {
  const answer = await templates(text);
  expect(answer).toMatchObject({ code: 1, out: "" });
  expect(answer.err).toContain(message);
});

test("state that is none is refused, and stays as it is", async () => {
  const state = join(folder, "broken.json");
  await writeFile(state, '{"version":9}');
  const { code, err } = await templates(rows(["a"]), "--state", state);
  expect(code).toBe(1);
  expect(err).toContain("broken.json cannot be read");
  expect(await readFile(state, "utf8")).toBe('{"version":9}');
});

test("without a field it says what it takes", async () => {
  const said: string[] = [];
  const io = { out: () => undefined, err: (part: string) => void said.push(part), credential: () => Promise.reject() };
  expect(await main(["prevent", "templates", "--rows", "x"], io)).toBe(2);
  expect(said.join("")).toContain("--field");
});
