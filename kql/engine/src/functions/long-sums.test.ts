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

test("constant sums in brackets are folded once each, and wrap as they do one by one", async () => {
  const nested = Array.from({ length: 20 }).reduce<string>((inner) => `1 - 2 + (${inner})`, "0 + 1 + 2");
  expect(await rowsOf(engine, `print ${nested}`)).toEqual(["[-17]"]);
  const most = "9223372036854775807";
  expect(await rowsOf(engine, `print ${most} + 1 + 1, 0 - ${most} - 2, ${most} - (1 + 2 - 4) - 2`)).toEqual([
    "[-9223372036854775807,9223372036854775807,9223372036854775806]",
  ]);
});
