import {
  type AlertDecision,
  type AlertNote,
  type DayCard,
  observeFinding,
  type RunId,
  type Violation,
} from "@logdoctor/shared-policies";
import { aPreventFinding, testAgent } from "@logdoctor/shared-policies/testing";
import { describe, expect, test } from "vitest";
import { type DeskUnit, unitsOf } from "./desk-units.ts";

const card: DayCard = { id: "pvc_testing00", teamId: "shop", kind: "violation", day: "2026-11-10", at: "" };

function violations(kind: string, count: number): Violation[] {
  const window = { from: "2026-11-09T18:00:00.000Z", to: "2026-11-10T00:00:00.000Z" };
  const seen = { runId: "run_testing00" as RunId, window, now: new Date(window.to) };
  return Array.from({ length: count }, (_, i) =>
    observeFinding(undefined, aPreventFinding({ id: `pvf_${kind}${String(i).padStart(6, "0")}` }), {
      ...seen,
      actor: { kind: "agent", id: testAgent },
    }),
  );
}

const idsOf = (all: readonly Violation[]): string[] => all.map(({ finding }) => finding.id);

function note(kind: AlertNote["kind"], outcome: AlertNote["outcome"], all: readonly Violation[]): AlertNote {
  return { teamId: "shop", outcome, kind, cardId: card.id, findingIds: idsOf(all) };
}

/** What the notes of some units say together: kind, outcome and findings. */
function told(units: readonly DeskUnit[]): unknown[] {
  return units.flatMap(({ notes }) => notes.map(({ kind, outcome, findingIds }) => [kind, outcome, findingIds.length]));
}

describe("a card with violations and an escalation", () => {
  const found = violations("found", 2);
  const escalated = violations("escal", 3);
  const decision = (isNew: boolean): AlertDecision => ({
    changed: [...found, ...escalated],
    cards: [{ card, isNew, findingIds: idsOf([...found, ...escalated]) }],
    notes: [note("violation", isNew ? "sent" : "joined", found), note("escalation", "joined", escalated)],
    nextAt: undefined,
  });

  test("has each of its notes on record with the findings of its own, and is sent once", () => {
    const units = unitsOf(decision(true));
    expect(told(units)).toEqual([
      ["violation", "sent", 2],
      ["escalation", "joined", 3],
    ]);
    expect(units.map((unit) => unit.card?.isNew)).toEqual([true, false]);
    for (const unit of units) {
      expect(unit.notes.flatMap(({ findingIds }) => findingIds)).toEqual(idsOf(unit.violations));
      expect(unit.card?.findingIds).toEqual(idsOf(unit.violations));
    }
  });

  test("that stands already is only joined", () => {
    expect(told(unitsOf(decision(false)))).toEqual([
      ["violation", "joined", 2],
      ["escalation", "joined", 3],
    ]);
  });
});

test("a note of more findings than one transaction takes comes in parts, the first of which sends the card", () => {
  const all = violations("many", 130);
  const units = unitsOf({
    changed: all,
    cards: [{ card, isNew: true, findingIds: idsOf(all) }],
    notes: [note("violation", "sent", all)],
    nextAt: undefined,
  });
  expect(told(units)).toEqual([
    ["violation", "sent", 60],
    ["violation", "joined", 60],
    ["violation", "joined", 10],
  ]);
  expect(units.flatMap((unit) => idsOf(unit.violations))).toEqual(idsOf(all));
});
