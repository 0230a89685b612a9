import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { KqlError } from "../errors.ts";
import { runtimeError } from "../runtime-error.ts";
import { registerScripted, type Scripted } from "./scripted.ts";

const FUNCTIONS: readonly Scripted[] = [
  {
    name: "kqljs_shown",
    parameters: ["VARCHAR", "BIGINT", "DOUBLE"],
    returns: "VARCHAR",
    call: (...cells) => cells.map((cell) => `${typeof cell} ${cell}`).join(", "),
  },
  { name: "kqljs_none", parameters: [], returns: "BIGINT", call: () => null },
  {
    name: "kqljs_refused",
    parameters: ["VARCHAR"],
    returns: "BOOLEAN",
    call: (text) => {
      throw new KqlError("NotSupported", `not ${text}`);
    },
  },
];

async function query(sql: string): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const main = await instance.connect();
  registerScripted(main, FUNCTIONS);
  const other = await instance.connect();
  try {
    return (await other.runAndReadAll(sql)).getRows();
  } catch (error) {
    throw runtimeError(error);
  } finally {
    other.closeSync();
    main.closeSync();
    instance.closeSync();
  }
}

test("a function sees each value as it is, null too, from any connection", async () => {
  expect(
    await query("SELECT kqljs_shown('é' || chr(0), 9007199254740993, 0.5), kqljs_shown(NULL, NULL, NULL)"),
  ).toEqual([["string é\0, bigint 9007199254740993, number 0.5", "object null, object null, object null"]]);
  expect(
    await query("SELECT kqljs_none(), count(kqljs_shown(CAST(i AS VARCHAR), i, i)) FROM range(10000) r(i)"),
  ).toEqual([[null, 10_000n]]);
});

test("what it throws ends the query, with its code", async () => {
  await expect(query("SELECT kqljs_refused('x')")).rejects.toMatchObject({ code: "NotSupported", message: "not x" });
});
