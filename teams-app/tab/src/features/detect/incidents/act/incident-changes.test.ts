import { type Incident, moveIncident } from "@logdoctor/shared-policies";
import { expect, test } from "vitest";
import { anIncident } from "../../../../testing/detect-documents.ts";
import { incidentChanges } from "./incident-changes.ts";

const step = {
  actor: { kind: "person" as const, id: "user-2", name: "Lee Seojun" },
  reason: "Seen in the firewall too",
  now: new Date("2026-11-20T01:59:00Z"),
};

function moved(incident: Incident): Incident {
  const after = moveIncident(incident, "block", step);
  if (after === undefined) throw new Error("An open incident can be blocked");
  return after;
}

test("what others did is every step since, the verdict that came with it, and what else was found", () => {
  const before = anIncident();
  const after = moved({ ...before, matchCount: before.matchCount + 3 });

  const changes = incidentChanges(before, after);

  expect(changes.steps.map(({ to }) => to)).toEqual(["Investigating", "Blocking"]);
  expect(changes.verdict).toMatchObject({ verdict: "realAttack", actor: { name: "Lee Seojun" } });
  expect(changes.requests).toBe(3);
});

test("the same version has no changes, also where it is settled", () => {
  const settled = moved(anIncident());

  expect(incidentChanges(settled, settled)).toEqual({ steps: [], verdict: undefined, requests: 0 });
});
