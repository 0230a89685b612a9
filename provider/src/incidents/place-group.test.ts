import { aFinding, testTenant } from "@logdoctor/shared-policies/testing";
import { expect, test } from "vitest";
import { type Opener, type Placed, placeAll } from "./place-group.ts";

const start = Date.parse("2026-11-10T00:00:00Z");
let made = 0;
const by: Opener = {
  actor: { kind: "agent", id: "agt_testing00" },
  reason: "New findings came.",
  now: new Date(start + 48 * 3_600_000),
  tenantId: testTenant,
  newId: () => `inc_testing0${made++}`,
};

function findingAt(hours: number) {
  const at = new Date(start + hours * 3_600_000).toISOString();
  return aFinding({ id: `fnd_testing${hours}`, firstSeen: at, lastSeen: at });
}

const stored = (placed: readonly Placed[]) =>
  placed.map(({ record }) => ({ id: record.incident.id, etag: "1", body: record }));
const shape = (placed: readonly Placed[]) => placed.map(({ record, change }) => [record.incident.findingIds, change]);

test("a finding that comes again stays with the incident that counted it, though a newer one has come near", () => {
  const two = placeAll([], [findingAt(0), findingAt(40)], by);
  expect(shape(two)).toEqual([
    [["fnd_testing40"], "opened"],
    [["fnd_testing0"], "opened"],
  ]);
  const near = placeAll(stored(two), [findingAt(20)], by);
  expect(shape(near)).toEqual([
    [["fnd_testing20", "fnd_testing40"], "updated"],
    [["fnd_testing0"], undefined],
  ]);
  const again = placeAll(stored(near), [findingAt(0), findingAt(20), findingAt(40)], by);
  expect(again.map(({ change }) => change)).toEqual([undefined, undefined]);
  const grown = placeAll(stored(near), [{ ...findingAt(0), matchCount: 7 }], by);
  expect(grown.map(({ record, change }) => [record.incident.matchCount, change])).toEqual([
    [2, undefined],
    [7, "updated"],
  ]);
});

test("findings of one report go in the order of their time", () => {
  const [only, ...more] = placeAll([], [findingAt(10), findingAt(0), findingAt(5)], by);
  expect(more).toEqual([]);
  expect(only?.record.incident).toMatchObject({ firstSeen: findingAt(0).firstSeen, findings: 3 });
  expect(only?.change).toBe("opened");
});
