import { expect, test } from "vitest";
import { checkHold, newHoldForm } from "./hold-form.ts";

test("a hold over all tables needs a reason alone", () => {
  expect(checkHold({ ...newHoldForm, reason: " Case 12 " }).hold).toEqual({ reason: "Case 12", tables: "all" });
});

test("days become midnight UTC", () => {
  const form = { reason: "Case 12", scope: "some", tables: "A, B", from: "2026-10-01", to: "2026-10-02" } as const;

  expect(checkHold(form).hold).toEqual({
    reason: "Case 12",
    tables: ["A", "B"],
    from: "2026-10-01T00:00:00.000Z",
    to: "2026-10-02T00:00:00.000Z",
  });
});

test.each([
  [{ reason: "x" }, { reason: { key: "reasonInvalid" } }],
  [{ scope: "some" as const }, { tables: { tables: "none" } }],
  [{ scope: "some" as const, tables: "ok 1x" }, { tables: { tables: "name", name: "1x" } }],
  [{ from: "2026-10-02", to: "2026-10-02" }, { to: { key: "rangeInvalid" } }],
])("%o is refused", (change, complaints) => {
  const checked = checkHold({ ...newHoldForm, reason: "Case 12", ...change });

  expect(checked).toEqual({ hold: undefined, complaints });
});
