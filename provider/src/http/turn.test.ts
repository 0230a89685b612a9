import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { testApp } from "../testing/index.ts";
import { turns } from "./turn.ts";

describe("a turn of the event loop", () => {
  test("is one for all who ask within it, and over in the next", async () => {
    const turnNow = turns();
    const first = turnNow();
    expect([turnNow(), first.over]).toEqual([first, false]);
    expect(turnNow()).toBe(first);
    await first.end;
    expect(first.over).toBe(true);
    expect(turnNow()).not.toBe(first);
  });

  test("is not over while promises settle one after the other", async () => {
    const turn = turns()();
    for (let hop = 0; hop < 100; hop++) await Promise.resolve();
    expect(turn.over).toBe(false);
    await nextTurn();
    expect(turn.over).toBe(true);
  });
});

test("answers that are ready early are sent together when the turn ends", async () => {
  const app = await testApp();
  const sent: number[] = [];
  let turn = 0;
  setImmediate(() => {
    turn = 1;
  });
  const ask = async (): Promise<void> => {
    const response = await app.fetch(new Request("http://provider.test/v1/me"));
    expect(response.status).toBe(401);
    sent.push(turn);
  };
  await Promise.all([ask(), ask(), ask()]);
  expect(sent).toEqual([1, 1, 1]);
});
