import {
  absenceOf,
  observeAbsence,
  observeFinding,
  preventDigestOf,
  preventRunOf,
  RunReport,
  weekAround,
} from "@logdoctor/shared-policies";
import { testAgent } from "@logdoctor/shared-policies/testing";
import { afterEach, expect, test } from "vitest";
import { runOnce } from "../../run-once.ts";
import { type FakePrevention, fakePrevention } from "../../testing/fake-prevention.ts";
import { bootAgent, fakeWorld } from "../../testing/fake-world.ts";
import { preventLimits } from "./limits.ts";
import { knownAfter, type TableQuiet, watchedIn } from "./watched.ts";

const hour = 3_600_000;
const open: FakePrevention[] = [];
afterEach(async () => {
  for (const fake of open.splice(0)) await fake.close();
});

type Row = Readonly<Record<string, unknown>>;

/** Runs of Prevent, six hours apart, each over rows that came in shortly before it. */
async function runsOver(...rowsOfRuns: readonly (readonly Row[])[]) {
  const world = fakeWorld();
  const workspace = await fakePrevention(["AppTraces"]);
  open.push(workspace);
  world.prevention = workspace;
  world.ceiling = { ...world.ceiling, jobsOff: ["retain", "detect", "filter"] };
  const reports: RunReport[] = [];
  for (const rows of rowsOfRuns) {
    world.clock.advance(6 * hour);
    const at = world.clock.now().getTime() - hour;
    const timed = rows.map((row, i) => ({
      TimeGenerated: new Date(at + i).toISOString(),
      _ItemId: `${at}-${i}`,
      ...row,
    }));
    await workspace.ingest("AppTraces", timed, new Date(at + hour / 2).toISOString());
    const { reports: own } = await runOnce(bootAgent(world, "instance-1", []));
    reports.push(...own.map((report) => RunReport.parse(report)));
  }
  return reports.map((report) => {
    if (report.prevent === undefined) throw new Error("Prevent has run");
    return { ...report, prevent: report.prevent };
  });
}

const chatter = (count: number): Row[] =>
  Array.from({ length: count }, (_, i) => ({ Message: `Cart ${i} loaded`, SeverityLevel: 1, AppRoleName: "shop" }));

type Reports = Awaited<ReturnType<typeof runsOver>>;

/** What the provider tells of the first finding of the first run, once the second did not find it. */
function digestOf([first, second]: Reports) {
  const [finding] = first?.prevent.findings ?? [];
  if (first === undefined || second === undefined || finding === undefined)
    throw new Error("There are a finding and two runs");
  const seen = ({ runId, prevent }: Reports[number]) => {
    const actor = { kind: "agent", id: testAgent } as const;
    return { runId, window: prevent.window, actor, now: new Date(prevent.window.to) };
  };
  const violation = observeFinding(undefined, finding, seen(first));
  const absence = absenceOf(second.prevent, finding, { complete: second.status === "succeeded" });
  const clean = observeAbsence(violation, absence, seen(second));
  const runs = [first, second].map((report) =>
    preventRunOf(report, report.prevent, new Date(report.prevent.window.to)),
  );
  const now = Date.parse(second.prevent.window.to);
  return preventDigestOf({ violations: [clean], runs, week: weekAround(new Date(now)) });
}

test("what a change left over is told, and so its saving is measured", async () => {
  const reports = await runsOver(chatter(120), chatter(10));

  const [finding] = reports[0]?.prevent.findings ?? [];
  expect(finding).toMatchObject({ ruleId: "high-frequency-log", bytes: 60_000 });
  expect(reports[1]?.prevent.findings).toEqual([]);
  expect(reports[1]?.prevent.watched).toContainEqual({ findingId: finding?.id, count: 10, bytes: 5_000 });
  const { fixed, unmeasured } = digestOf(reports);
  const { from, to } = reports[1]?.prevent.window ?? { from: "", to: "" };
  const hours = (Date.parse(to) - Date.parse(from)) / hour;
  expect([fixed[0]?.saving.after, unmeasured]).toEqual([{ bytesPerHour: 5_000 / hours, hours }, 0]);
  expect(fixed[0]?.saving.gbPerMonth).toBeGreaterThan(0);
});

test("what is gone from a table of which all is told saved everything", async () => {
  const reports = await runsOver(chatter(120), [{ Message: "Another line entirely", SeverityLevel: 1 }]);

  expect(reports[1]?.prevent.summed).toEqual([]);
  expect(digestOf(reports).fixed).toMatchObject([{ saving: { after: { bytesPerHour: 0 } } }]);
});

const [early, late] = ["2026-11-10T00:00:00.000Z", "2026-11-10T06:00:00.000Z"];
const window = { from: early, to: late };
const volumes = (name: string, count: number) =>
  Array.from({ length: count }, (_, i) => ({ findingId: `pvf_${name}0000${i}`, count: 1, bytes: 100 }));
const quietOf = (table: string, others: number, over: Partial<TableQuiet> = {}): TableQuiet => ({
  ...{
    table,
    read: window,
    quiet: { known: volumes(`${table}known`, 1), others: volumes(table, others), isListed: true },
  },
  ...over,
});

test("a report names every table of which it does not tell all, and stays short", () => {
  const tables = [
    quietOf("Long", 9),
    quietOf("Short", 2),
    quietOf("Light", 0, { quiet: { known: volumes("Light", 1), others: [], isListed: false } }),
    quietOf("Partly", 1, { read: { from: early, to: "2026-11-10T03:00:00.000Z" } }),
    quietOf("Odd", 0),
    { table: "Unread" },
  ];
  const told = watchedIn(tables, { window, watched: [], malformed: new Set(["Odd"]), max: 8 });
  expect(told.summed).toEqual(["Long", "Light", "Partly", "Odd", "Unread"]);
  const known = ["Longknown", "Shortknown", "Light", "Oddknown"].flatMap((name) => volumes(name, 1));
  expect(told.watched).toEqual([...known, ...volumes("Short", 2)]);
  const many = Array.from({ length: 101 }, (_, i) => ({ table: `T${i}` }));
  expect(watchedIn(many, { window, watched: [], malformed: new Set(), max: 8 })).toEqual({ watched: [] });
});

test("findings of late are known, those found last first, and old ones forgotten", () => {
  const before = [
    { id: "pvf_found000", at: "2026-11-09T00:00:00.000Z" },
    { id: "pvf_still000", at: "2026-11-09T00:00:00.000Z" },
    { id: "pvf_old00000", at: "2026-10-01T00:00:00.000Z" },
  ];
  const outcome = { findings: [{ id: "pvf_found000" }], window };
  const ids = (maxWatched: number) => knownAfter(before, outcome, { ...preventLimits, maxWatched }).map(({ id }) => id);
  expect([ids(9), ids(1)]).toEqual([["pvf_found000", "pvf_still000"], ["pvf_found000"]]);
});
