import { Ceiling, type Lease, type PreventionRule, type PreventOutcome, RunReport } from "@logdoctor/shared-policies";
import { testTenant } from "@logdoctor/shared-policies/testing";
import { afterEach, expect, test } from "vitest";
import { runOnce } from "../../run-once.ts";
import { type FakePrevention, fakePrevention, type PreventRow } from "../../testing/fake-prevention.ts";
import { bootAgent, fakeWorld } from "../../testing/fake-world.ts";
import { effectiveRules } from "./effective-rules.ts";
import { preventLimits } from "./limits.ts";
import { prevent } from "./prevent.ts";

const minute = 60_000;
const open: FakePrevention[] = [];
afterEach(async () => {
  for (const fake of open.splice(0)) await fake.close();
});

async function worldWithPrevent(tables: readonly string[] = ["AppTraces"]) {
  const world = fakeWorld();
  const workspace = await fakePrevention(tables);
  open.push(workspace);
  world.prevention = workspace;
  world.ceiling = Ceiling.parse({ jobsOff: ["retain", "detect", "filter"] });
  return { world, workspace };
}

type World = Awaited<ReturnType<typeof worldWithPrevent>>["world"];

function debugRows(count: number, at: number, more: PreventRow = {}): PreventRow[] {
  return Array.from({ length: count }, (_, i) => ({
    TimeGenerated: new Date(at + i * 1000).toISOString(),
    _ItemId: `${at}-${i}`,
    Message: `Cart ${i} of anna.${i}@example.com loaded`,
    SeverityLevel: 0,
    AppRoleName: "shop",
    ...more,
  }));
}

function before(world: World, minutes: number): number {
  return world.clock.now().getTime() - minutes * minute;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

async function report(world: World) {
  const { reports } = await runOnce(bootAgent(world, "instance-1", []));
  expect(reports).toHaveLength(1);
  return RunReport.parse(reports[0]);
}

function anOwnRule(over: Partial<PreventionRule>): PreventionRule {
  return {
    id: "own",
    tenantId: testTenant as PreventionRule["tenantId"],
    ruleName: "Own",
    ruleType: "LevelCheck",
    targetLogCategory: "*",
    kqlQuery: 'LogRecords | where Message has "Cart"',
    threshold: 0,
    recommendedAction: "Do not log this",
    isActive: true,
    createdAt: "2026-01-01T00:00:00Z",
    ...over,
  };
}

function withOwnRules(world: World, ...rules: Partial<PreventionRule>[]): void {
  const { bundle } = world.provider;
  const prevention = { settings: [], rules: rules.map(anOwnRule) };
  world.provider.bundle = { ...bundle, policies: { ...bundle.policies, prevent: prevention } };
}

function rulesOf(outcome: PreventOutcome | undefined): string[] {
  return (outcome?.findings ?? []).map(({ ruleId }) => ruleId).toSorted();
}

function leaseAt(world: World, over: Partial<Lease> = {}): Lease {
  const period = { from: iso(before(world, 360)), to: iso(before(world, 0)) };
  return { job: "prevent", runId: "run_prevent0001", fence: 1, period, ...over } as Lease;
}

test("tells what came in since the last run, masked, with its pace and price", async () => {
  const { world, workspace } = await worldWithPrevent();
  await workspace.ingest("AppTraces", debugRows(120, before(world, 60)), iso(before(world, 50)));
  const first = await report(world);

  expect(first).toMatchObject({ job: "prevent", status: "succeeded" });
  expect(rulesOf(first.prevent)).toEqual(["debug-in-prod", "high-frequency-log"]);
  const [finding] = first.prevent?.findings ?? [];
  expect(finding).toMatchObject({ count: 120, bytes: 60_000, service: "shop", level: "Debug", shareOfVolume: 1 });
  expect(finding?.template).toMatch(/^Cart <\*> of .* loaded$/);
  expect(JSON.stringify(first.prevent)).not.toContain("example.com");
  const { from, to } = first.prevent?.window ?? { from: "", to: "" };
  const hours = (Date.parse(to) - Date.parse(from)) / (60 * minute);
  expect(finding?.gbPerMonth).toBeCloseTo((60_000 / 1e9) * (720 / hours), 9);
  expect(finding?.usdPerMonth).toBeCloseTo((finding?.gbPerMonth ?? 0) * 2.3, 9);

  world.clock.advance(360 * minute);
  await workspace.ingest("AppTraces", debugRows(3, before(world, 20)), iso(before(world, 15)));
  const second = await report(world);
  expect(second.prevent).toMatchObject({ scanned: 3, window: { from: to } });
  expect(second.prevent?.findings.map(({ id, count }) => [id, count])).toEqual([
    [first.prevent?.findings.find(({ ruleId }) => ruleId === "debug-in-prod")?.id, 3],
  ]);
});

test("a run that is repeated says the same and asks nothing again", async () => {
  const { world, workspace } = await worldWithPrevent();
  await workspace.ingest("AppTraces", debugRows(5, before(world, 60)), iso(before(world, 50)));
  const deps = bootAgent(world, "instance-1", []);
  const input = { bundle: world.provider.bundle, deadline: Number.POSITIVE_INFINITY };
  const first = await prevent(deps, { ...input, lease: leaseAt(world) });
  const asked = workspace.scans.length;
  await workspace.ingest("AppTraces", debugRows(5, before(world, 40)), iso(before(world, 30)));
  const second = await prevent(deps, { ...input, lease: leaseAt(world, { fence: 2 }) });

  expect(second).toEqual(first);
  expect(workspace.scans.length).toBe(asked);
  await expect(prevent(deps, { ...input, lease: leaseAt(world, { fence: 1 }) })).rejects.toThrow("has taken over");
});

test("a rule that breaks the query is found and told of, and the others go on", async () => {
  const { world, workspace } = await worldWithPrevent();
  await workspace.ingest("AppTraces", debugRows(5, before(world, 60)), iso(before(world, 50)));
  withOwnRules(
    world,
    ...Array.from({ length: 9 }, (_, i) => ({ id: `own-${i}` })),
    { id: "unbound", kqlQuery: "LogRecords | where Foo == 1" },
    { id: "everything", kqlQuery: "LogRecords | where true" },
    { id: "debug-in-prod" },
  );
  workspace.fails = ({ rules }) => (rules.some(({ id }) => id === "own-6") ? "refused" : undefined);
  const { status, prevent: outcome } = await report(world);

  expect(status).toBe("succeeded");
  expect(outcome?.broken.map(({ ruleId, code }) => [ruleId, code]).toSorted()).toEqual([
    ["debug-in-prod", "not-allowed"],
    ["everything", "not-allowed"],
    ["own-6", "failed"],
    ["unbound", "does-not-bind"],
  ]);
  const own = Array.from({ length: 9 }, (_, i) => `own-${i}`).filter((id) => id !== "own-6");
  expect(rulesOf(outcome)).toEqual(["debug-in-prod", ...own]);
  expect(outcome?.queries).toBeLessThan(15);
});

test("rules that are too long for one query are left out, the last ones first", async () => {
  const { world } = await worldWithPrevent();
  const long = `LogRecords | where Message has "${"x".repeat(9_000)}"`;
  withOwnRules(world, ...Array.from({ length: 30 }, (_, i) => ({ id: `own-${i}`, kqlQuery: long })));
  const deps = bootAgent(world, "instance-1", []);
  const { rules, broken } = await effectiveRules(await deps.openRules(), world.provider.bundle.policies.prevent);
  expect(rules.filter(({ custom }) => custom).length).toBe(22);
  expect(broken.map(({ ruleId, code }) => [ruleId, code])).toEqual(
    Array.from({ length: 8 }, (_, i) => [`own-${22 + i}`, "too-expensive"]),
  );
});

test("a window that is too much is read in parts, with the same findings", async () => {
  const { world, workspace } = await worldWithPrevent();
  await workspace.ingest("AppTraces", debugRows(80, before(world, 200)), iso(before(world, 190)));
  await workspace.ingest("AppTraces", debugRows(80, before(world, 20)), iso(before(world, 15)));
  const deps = bootAgent(world, "instance-1", []);
  const input = { bundle: world.provider.bundle, deadline: Number.POSITIVE_INFINITY, lease: leaseAt(world) };
  const twin = bootAgent(fakeWorld(), "instance-2", []);
  const whole = await prevent({ ...twin, prevention: workspace, clock: deps.clock }, input);
  workspace.fails = ({ window }) =>
    Date.parse(window.to) - Date.parse(window.from) > 100 * minute ? "too-large" : undefined;
  const parts = await prevent(deps, input);

  expect(parts.outcome.queries).toBeGreaterThan(whole.outcome.queries);
  expect(parts.outcome.findings).toEqual(whole.outcome.findings);
  expect(rulesOf(parts.outcome)).toEqual(["debug-in-prod"]);
});

test("what the budget does not reach is the next run's", async () => {
  const { world, workspace } = await worldWithPrevent(["AppTraces", "Syslog"]);
  const syslog = debugRows(4, before(world, 60)).map(({ Message, ...row }) => ({
    ...row,
    SyslogMessage: Message,
    SeverityLevel: "debug",
  }));
  await workspace.ingest("Syslog", syslog, iso(before(world, 50)));
  const deps = bootAgent(world, "instance-1", []);
  const input = { bundle: world.provider.bundle, deadline: Number.POSITIVE_INFINITY };
  const limits = { ...preventLimits, queries: 1 };
  const first = await prevent(deps, { ...input, lease: leaseAt(world), limits });
  expect(first.outcome).toMatchObject({ findings: [], skipped: [{ table: "Syslog", code: "budget" }], tables: [] });

  world.clock.advance(10 * minute);
  const next = leaseAt(world, { runId: "run_prevent0002" as Lease["runId"] });
  const second = await prevent(deps, { ...input, lease: next });
  expect(second.outcome.findings).toMatchObject([{ ruleId: "debug-in-prod", table: "Syslog", count: 4 }]);
});

test("a table is unused only where every place was looked at", async () => {
  const { world, workspace } = await worldWithPrevent(["AppTraces", "Perf", "Event"]);
  workspace.gb = new Map([
    ["AppTraces", 7],
    ["Perf", 70],
    ["Event", 7],
  ]);
  workspace.uses = { "alert-rule": ["Perf | where CounterValue > 90"], workbook: [], "saved-function": [] };
  const blind = await report(world);
  expect(blind.prevent?.tables.map(({ table, verdict }) => [table, verdict])).toEqual([
    ["Perf", "used"],
    ["AppTraces", "unknown"],
    ["Event", "unknown"],
  ]);
  expect(blind.prevent?.findings).toEqual([]);

  world.clock.advance(360 * minute);
  workspace.uses = { ...workspace.uses, "query-audit": ["AppTraces"] };
  const seeing = await report(world);
  expect(seeing.prevent?.tables.find(({ table }) => table === "Event")).toMatchObject({
    verdict: "unused",
    unread: [],
  });
  expect(seeing.prevent?.findings).toMatchObject([{ ruleId: "unused-table", subject: "Event", gbPerMonth: 30 }]);
  expect(seeing.prevent?.findings[0]?.usdPerMonth).toBeCloseTo(69, 6);
});

test("a table of a plan whose queries are billed is left alone", async () => {
  const { world, workspace } = await worldWithPrevent();
  workspace.plans.set("AppTraces", "Basic");
  const { prevent: outcome } = await report(world);
  expect(outcome?.skipped).toEqual([{ table: "AppTraces", code: "plan" }]);
  expect(workspace.scans).toEqual([]);
});

test("tables that are too many to be named as left out are counted", async () => {
  const { world, workspace } = await worldWithPrevent([]);
  const columns = ["TimeGenerated", "Message", "Level"];
  const tables = Array.from({ length: 103 }, (_, i) => ({ table: `Shop${i}_CL`, plan: "Basic", columns }) as const);
  world.prevention = { ...workspace, tables: async () => tables };
  const { prevent: outcome } = await report(world);
  expect([outcome?.skipped.length, outcome?.omitted]).toEqual([100, 3]);
});

test("nothing is asked where the ceiling has Prevent off", async () => {
  const { world, workspace } = await worldWithPrevent();
  world.ceiling = Ceiling.parse({ jobsOff: ["retain", "detect", "prevent", "filter"] });
  expect((await runOnce(bootAgent(world, "instance-1", []))).reports).toEqual([]);
  expect(workspace.scans).toEqual([]);
});
