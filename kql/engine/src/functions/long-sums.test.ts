import { afterAll, beforeAll, expect, test } from "vitest";
import { createEngine } from "../engine.ts";
import { rowsOf } from "../testing/run-query.ts";
import type { Engine } from "../types.ts";

let engine: Engine;

beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => engine.close());

test("a long chain of additions stays as long as it is", async () => {
  const terms = Array.from({ length: 60 }, (_, i) => `tolong('${i}')`);
  expect(await rowsOf(engine, `print ${terms.join(" + ")}`)).toEqual(["[1770]"]);
});
