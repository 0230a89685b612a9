import { expect, test } from "vitest";
import { checkAnswer } from "./answer-form.ts";

const now = new Date("2026-11-20T02:00:00.000Z");

test("an acknowledgement needs no reason", () => {
  expect(checkAnswer("acknowledge", { reason: " ", until: "" }, now).body).toEqual({
    action: "acknowledge",
    reason: "",
  });
});

test("who ignores says why", () => {
  const { body, wrong } = checkAnswer("ignore", { reason: " no ", until: "" }, now);
  expect(body).toBeUndefined();
  expect(wrong).toEqual({ reason: true, until: false });
});

test.each(["2026-11-18", "31 November"])("an end of %s is not one to come", (until) => {
  expect(checkAnswer("ignore", { reason: "We need it", until }, now).wrong).toEqual({ reason: false, until: true });
});

test("an end is sent as an instant", () => {
  const { body } = checkAnswer("ignore", { reason: "We need it", until: "2026-12-24" }, now);
  expect(body).toEqual({
    action: "ignore",
    reason: "We need it",
    until: new Date("2026-12-24T00:00:00").toISOString(),
  });
});
