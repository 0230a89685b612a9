import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { WorkspaceError } from "./jobs/retain/ports.ts";
import { reportable } from "./report-error.ts";

test("a value of a log row that a library quotes stays in the tenant", async () => {
  const db = await (await DuckDBInstance.create(":memory:")).connect();
  const error = await db.run("SELECT 'card 4111-1111-1111-1111'::INTEGER").catch((caught: unknown) => caught);

  expect(String(error)).toContain("4111");
  expect(reportable(error)).not.toContain("4111");
  expect(reportable(error)).toMatch(/unexpected failure/);
});

test("what the agent says itself is said", () => {
  expect(reportable(new WorkspaceError("denied", "403 InsufficientAccessError"))).toBe("403 InsufficientAccessError");
  expect(reportable("text")).toMatch(/unexpected failure/);
});
