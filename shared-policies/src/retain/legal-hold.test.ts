import { expect, test } from "vitest";
import { aLegalHold } from "../testing/index.ts";
import { holdOver } from "./legal-hold.ts";

const october = { table: "Syslog", from: "2026-10-01T00:00:00Z", to: "2026-11-01T00:00:00Z" };

test.each([
  ["over everything", {}, true],
  ["over the table in other letters", { tables: ["SYSLOG"] }, true],
  ["over another table", { tables: ["Perf"] }, false],
  ["that was released", { releasedAt: "2026-10-02T00:00:00.000Z" }, false],
  ["that begins with the range's last instant", { from: "2026-10-31T23:59:59.000Z" }, true],
  ["that begins where the range ends", { from: "2026-11-01T00:00:00.000Z" }, false],
  ["that ends where the range begins", { to: "2026-10-01T00:00:00.000Z" }, false],
  ["that ends inside the range", { to: "2026-10-01T00:00:01.000Z" }, true],
] as const)("a hold %s covers the range: %s", (_name, over, covers) => {
  expect(holdOver([aLegalHold(over as Parameters<typeof aLegalHold>[0])], october) !== undefined).toBe(covers);
});
