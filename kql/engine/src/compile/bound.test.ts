import { afterAll, beforeAll, expect, test } from "vitest";
import { createEngine } from "../engine.ts";
import { rowsOf } from "../testing/run-query.ts";
import type { Engine } from "../types.ts";
import { boundText } from "./bound.ts";

let engine: Engine;

beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => engine.close());

test.each([
  ["range x from 1 to 2 step 1 | graph-match (a)-[b]->(c) project a", 30],
  ["let f = (n:long) { print y = n | graph-shortest-paths (a)-[b*1..2]->(c) project a }; f(1)", 34],
])("a pattern over what is no graph is refused where it stands: %s", async (query, column) => {
  await expect(rowsOf(engine, query)).rejects.toMatchObject({
    code: "NotSupported",
    message: expect.stringContaining("a pattern needs a graph"),
    position: { line: 1, column },
  });
});

test("an error of the binder that no graph pattern brings about is not told as one", () => {
  const schemas = {
    get T(): never {
      throw new TypeError("no schema");
    },
  };
  expect(() => boundText("T | where x == 'graphs'", schemas)).toThrow(TypeError);
});

test.each([
  ["let f = (t:(x:real), p:real) { t | summarize percentiles(x, p) }; range x from 1.0 to 5.0 step 1.0 | invoke f(50)"],
  ["let f = (t:(x:real), p:long) { t | summarize percentiles(x, p) }; range x from 1.0 to 5.0 step 1.0 | invoke f(50)"],
])("a constant stays one as the argument of a function: %s", async (query) => {
  expect(await rowsOf(engine, query)).toEqual(["[3.0]"]);
});
