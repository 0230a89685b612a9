import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runOnce } from "../../run-once.ts";
import { aWorkspaceRule, fakeRuleId } from "../../testing/fake-collection-rules.ts";
import { aFilterRule, type FilterWorld, filterWorld } from "../../testing/filter-world.ts";
import { shippedRules } from "../prevent/shipped-rules.ts";
import { sourceOf } from "../prevent/source-of.ts";
import { ruleWatchers } from "./rule-watchers.ts";

const minute = 60_000;
let one: FilterWorld;

/** 60 health checks, 30 pages, 10 attacks of one source. */
function requests(): object[] {
  const base = {
    TimeGenerated: "2026-10-31T23:30:00Z",
    CsHost: "shop",
    CsMethod: "GET",
    ScStatus: 200,
    _BilledSize: 500,
  };
  const row = (id: string, over: object) => ({ ...base, _ItemId: id, CIp: "203.0.113.7", ...over });
  return [
    ...Array.from({ length: 60 }, (_, i) => row(`h${i}`, { CsUriStem: "/healthz", CIp: "10.0.0.4" })),
    ...Array.from({ length: 30 }, (_, i) => row(`p${i}`, { CsUriStem: `/item/${i}`, CIp: "198.51.100.9" })),
    ...Array.from({ length: 10 }, (_, i) =>
      row(`a${i}`, { CsUriStem: "/search", CsUriQuery: "q=1' UNION SELECT name,pass FROM users--" }),
    ),
  ];
}

async function start(options: Parameters<typeof filterWorld>[0] = {}): Promise<void> {
  one = await filterWorld(options);
  await one.load(requests());
}
async function restart(options: Parameters<typeof filterWorld>[0]): Promise<void> {
  await one.close();
  await start(options);
}
beforeEach(() => start());
afterEach(() => one.close());

describe("rules under test", () => {
  test("are played on history, with samples and a certificate, and change nothing", async () => {
    await restart({ patterns: ["sql-injection"] });
    one.policies.rules.push(aFilterRule({ state: "Testing" }));
    const before = one.stored();
    const { dryRuns, certificates, tables } = await one.run();
    expect(dryRuns).toMatchObject([{ rows: 100, dropped: 60, bytes: 50_000, droppedBytes: 30_000, dangerous: false }]);
    expect(dryRuns[0]?.rules).toMatchObject([{ ruleId: "health", dropped: 60, keptShare: 0 }]);
    expect(dryRuns[0]?.rules[0]?.samples[0]).toContain("/healthz");
    const watchers = certificates[0]?.watchers ?? [];
    expect(watchers.find(({ id }) => id === "pattern:sql-injection")).toMatchObject({ verdict: "equal", lost: 0 });
    expect(tables).toEqual([]);
    expect(one.stored()).toBe(before);
  });

  test("that would take most rows are dangerous; the customer's ceiling is the lower bound", async () => {
    one.policies.rules.push(aFilterRule({ state: "Testing" }));
    one.policies.options.dangerDropRate = 0.6;
    expect((await one.run()).dryRuns[0]?.dangerous).toBe(false);
    one.policies.options.dangerDropRate = 0.59;
    expect((await one.run()).dryRuns[0]?.dangerous).toBe(true);
  });

  test("that hide an attack are told which pattern loses it", async () => {
    await restart({ patterns: ["sql-injection"] });
    one.policies.rules.push(aFilterRule({ state: "Testing", matchPattern: "/search" }));
    const { certificates } = await one.run();
    const lost = certificates[0]?.watchers.filter(({ verdict }) => verdict === "lost");
    expect(lost).toMatchObject([{ id: "pattern:sql-injection", ruleIds: ["health"] }]);
    expect(lost?.[0]?.lost).toBeGreaterThan(0);
  });

  test("that no transformation can be made of are refused with the reason", async () => {
    one.policies.rules.push(aFilterRule({ state: "Testing", columns: ["NoSuchColumn"] }));
    const { tables } = await one.run();
    expect(tables).toMatchObject([{ state: "refused", refusal: "does-not-compile" }]);
    expect(tables[0]?.detail).toContain("NoSuchColumn");
  });
});

describe("rules in force", () => {
  test("are put into the flow, and taken out again to the byte", async () => {
    await restart({ transformKql: "source | extend Note = 'theirs'" });
    const before = one.stored();
    one.policies.rules.push(aFilterRule());
    const applied = await one.run();
    expect(applied.tables).toMatchObject([{ state: "pending", ruleIds: ["health"], predictedDropRate: 0.6 }]);
    expect(one.stored()).toContain("/healthz");
    expect(one.stored()).toContain("Note = 'theirs'");

    one.policies.rules.length = 0;
    expect((await one.run()).tables).toMatchObject([{ state: "removed" }]);
    expect(one.stored()).toBe(before);
    expect((await one.run()).tables).toEqual([]);
  });

  test("stay as they are while nothing changes, and follow a change of rules", async () => {
    one.policies.rules.push(aFilterRule());
    await one.run();
    await one.run();
    expect(one.rules.writes).toHaveLength(1);
    one.policies.rules.push(aFilterRule({ id: "items", matchPattern: "/item/3" }));
    await one.run();
    expect(one.rules.writes).toHaveLength(2);
  });

  test("are not applied when a pattern would lose something, until a person takes it upon them", async () => {
    await restart({ patterns: ["sql-injection"] });
    one.policies.rules.push(aFilterRule({ matchPattern: "/search" }));
    const refused = await one.run();
    expect(refused.tables).toMatchObject([{ state: "refused", refusal: "loss-not-approved" }]);
    expect(one.rules.writes).toEqual([]);
    for (const { id, verdict } of refused.certificates[0]?.watchers ?? []) {
      if (verdict !== "equal") one.policies.approvedLosses.push({ ruleId: "health", watcherId: id });
    }
    expect((await one.run()).tables).toMatchObject([{ state: "pending" }]);
  });

  test("are not covered by what was approved for another rule, nor for another version", async () => {
    const query = "AppServiceHTTPLogs | where CsUriStem has 'healthz' or CsUriStem has 'item' | count";
    one.watchers.push({ kind: "alert-rule", id: "alert-rule:mine", version: "2", query });
    one.policies.rules.push(aFilterRule(), aFilterRule({ id: "search", matchPattern: "/search" }));
    one.policies.rules.push(aFilterRule({ id: "items", matchPattern: "/item/3" }));
    const { tables, certificates } = await one.run();
    expect(certificates[0]?.watchers).toMatchObject([{ verdict: "lost", lost: 61, ruleIds: ["health", "items"] }]);
    expect(tables[0]?.detail).toContain("alert-rule:mine (by health, items)");

    const versionOf = (id: string) => certificates[0]?.rules.find(({ ruleId }) => ruleId === id)?.version ?? "";
    const approval = (ruleId: string, over: object = {}) => ({
      ...{ ruleId, watcherId: "alert-rule:mine", ruleVersion: versionOf(ruleId), watcherVersion: "2", ...over },
    });
    const after = async (...approved: ReturnType<typeof approval>[]) => {
      one.policies.approvedLosses = approved;
      return (await one.run()).tables[0]?.state;
    };
    expect(await after(approval("health"))).toBe("refused");
    expect(await after(approval("health"), approval("items", { watcherVersion: "1" }))).toBe("refused");
    expect(await after(approval("health"), approval("items", { ruleVersion: versionOf("health") }))).toBe("refused");
    expect(await after(approval("health"), approval("items"))).toBe("pending");
  });

  test.each([
    ["AppServiceHTTPLogs | where TimeGenerated > ago(1h) | where CsUriStem has 'healthz' | count", "lost"],
    ["AppServiceHTTPLogs | where TimeGenerated > ago(1h) and ScStatus >= 500 | count", "equal"],
    ["AppServiceHTTPLogs | where CsUriStem == '/checkout' | count", "proved"],
    ["SavedFunction() | count", "unknown"],
  ])("of the customer's own alert %s the certificate says %s", async (query, verdict) => {
    one.watchers.push({ kind: "alert-rule", id: "alert-rule:mine", version: "1", query });
    one.policies.rules.push(aFilterRule());
    const { certificates, tables } = await one.run();
    expect(certificates[0]?.watchers.find(({ id }) => id === "alert-rule:mine")).toMatchObject({ verdict });
    expect(tables[0]?.state).toBe(["equal", "proved"].includes(verdict) ? "pending" : "refused");
  });

  test("of a rule of Prevent the certificate says whether it looks at what would go", async () => {
    const kit = shippedRules();
    const columns = Object.keys((await one.deps.filtering.workspace.table("AppServiceHTTPLogs"))?.columns ?? {});
    const source = sourceOf(kit, { table: "AppServiceHTTPLogs", columns, plan: "Analytics" });
    if (source === undefined) throw new Error("The table makes no log records");
    const [chatter] = kit.rules.filter(({ id }) => id === "health-check-chatter");
    if (chatter === undefined) throw new Error("There is no such rule");
    const errors = { ...chatter, id: "errors", predicate: { extends: [], condition: 'Level == "Error"' } };
    one.watchers.push(...ruleWatchers(source, [chatter, errors]));
    one.policies.rules.push(aFilterRule());
    const { certificates } = await one.run();
    expect(certificates[0]?.watchers.map(({ id, verdict, lost }) => [id, verdict, lost])).toEqual([
      ["prevention-rule:health-check-chatter", "lost", 60],
      ["prevention-rule:errors", "equal", 0],
    ]);
  });

  test("are refused by the ceiling, and by a rule that someone else changes meanwhile", async () => {
    one.policies.rules.push(aFilterRule());
    const { ceiling } = one.deps.settings;
    const under = async (over: object) => {
      Object.assign(one.deps.settings, { ceiling: { ...ceiling, ...over } });
      return (await one.run()).tables[0]?.refusal;
    };
    expect(await under({ dryRunOnly: true })).toBe("dry-run-only");
    expect(await under({ protectedTables: ["appservicehttplogs"] })).toBe("protected-table");
    expect(await under({ maxDropRate: 0.5 })).toBe("drop-rate");
    one.rules.meanwhile = () => {
      one.rules.stored.set(fakeRuleId, aWorkspaceRule("AppServiceHTTPLogs", `source | extend At = ${Math.random()}`));
    };
    expect(await under({ maxDropRate: 0.9 })).toBe("changed-meanwhile");
    expect(one.rules.writes).toEqual([]);
  });

  test("are refused where the rows pass no flow that we may change", async () => {
    one.policies.rules.push(aFilterRule());
    one.rules.defaultId = undefined;
    expect((await one.run()).tables).toMatchObject([{ state: "refused", refusal: "not-linked" }]);
    one.rules.stored.set(fakeRuleId, aWorkspaceRule("Syslog"));
    one.rules.defaultId = fakeRuleId;
    expect((await one.run()).tables).toMatchObject([{ state: "refused", refusal: "no-path" }]);
  });
});

describe("a filter that stands", () => {
  test("is verified when rows drop as predicted", async () => {
    one.policies.rules.push(aFilterRule());
    await one.run();
    one.rules.traffics = { received: 1000, dropped: 602, errors: 0 };
    expect((await one.run()).tables).toMatchObject([{ state: "verified", observedDropRate: 0.602 }]);
  });

  test.each([
    ["an error", { received: 1000, dropped: 601, errors: 1 }, 0],
    ["more rows gone than predicted", { received: 1000, dropped: 800, errors: 0 }, 0],
    ["fewer, when Azure has had its time", { received: 1000, dropped: 10, errors: 0 }, 80 * minute],
  ])("is taken back by itself after %s, and not tried again as it is", async (_what, traffic, laterMs) => {
    const before = one.stored();
    one.policies.rules.push(aFilterRule());
    await one.run();
    one.world.clock.advance(laterMs);
    one.rules.traffics = traffic;
    expect((await one.run()).tables).toMatchObject([
      { state: "reverted", detail: expect.stringContaining("predicted 60.0 %") },
    ]);
    expect(one.stored()).toBe(before);
    expect((await one.run()).tables).toMatchObject([{ state: "reverted" }]);
    expect(one.rules.writes).toHaveLength(2);
    one.policies.rules[0] = aFilterRule({ matchPattern: ["/healthz", "/readyz"] });
    expect((await one.run()).tables).toMatchObject([{ state: "pending" }]);
  });

  test("is taken out when something new looks at what it drops, a day later at the latest", async () => {
    const before = one.stored();
    one.policies.options.heldOutShare = 0.05;
    one.policies.rules.push(aFilterRule());
    await one.run();
    const query = "AppServiceHTTPLogs | where CsUriStem has 'healthz' | count";
    one.watchers.push({ kind: "alert-rule", id: "alert-rule:new", version: "1", query });
    expect((await one.run()).tables).toMatchObject([{ state: "pending" }]);
    one.world.clock.advance(23 * 60 * minute);
    // One of those that are let through.
    await one.load([requests()[0] ?? {}]);
    one.world.clock.advance(60 * minute);
    const { tables, certificates } = await one.run();
    expect(certificates[0]?.watchers).toMatchObject([{ id: "alert-rule:new", verdict: "lost" }]);
    expect(tables).toMatchObject([{ state: "refused", refusal: "loss-not-approved" }]);
    expect(one.stored()).toBe(before);
  });

  test("expires", async () => {
    const before = one.stored();
    one.policies.rules.push(
      aFilterRule({ expiresAt: new Date(one.world.clock.now().getTime() + 7 * minute).toISOString() }),
    );
    expect((await one.run()).tables).toMatchObject([{ state: "pending" }]);
    expect((await one.run()).tables).toMatchObject([{ state: "removed" }]);
    expect(one.stored()).toBe(before);
  });

  test.each([
    ["a second destination", ["la", "archive"], "several destinations"],
    ["another destination", ["archive"], "to this workspace any more"],
  ])("is taken out of a flow that got %s", async (_what, destinations, reason) => {
    one.policies.rules.push(aFilterRule());
    await one.run();
    const rule = JSON.parse(one.stored());
    rule.properties.dataFlows[0].destinations = destinations;
    one.rules.stored.set(fakeRuleId, rule);
    expect((await one.run()).tables).toContainEqual(
      expect.objectContaining({ state: "refused", refusal: "no-path", detail: expect.stringContaining(reason) }),
    );
    expect(one.stored()).not.toContain("/healthz");
  });

  test("that someone else took out is put in again, proved anew", async () => {
    one.policies.rules.push(aFilterRule());
    await one.run();
    one.rules.stored.set(fakeRuleId, aWorkspaceRule("AppServiceHTTPLogs"));
    expect((await one.run()).certificates).toHaveLength(1);
    expect(one.stored()).toContain("/healthz");
  });
});

describe("while the provider is away", () => {
  const away = () => {
    one.world.clock.advance(5 * minute);
    one.world.provider.away = true;
    return runOnce(one.deps);
  };
  test("a filter that goes wrong is taken back, and the next leased run says so", async () => {
    const before = one.stored();
    one.policies.rules.push(aFilterRule());
    await one.run();
    one.rules.traffics = { received: 1000, dropped: 601, errors: 1 };
    await away();
    expect(one.stored()).toBe(before);
    expect((await one.run()).tables).toMatchObject([
      { state: "reverted", detail: expect.stringContaining("1 errors") },
    ]);
    expect(one.rules.writes).toHaveLength(2);
  });

  test("a filter expires, and one that is in order stays", async () => {
    const before = one.stored();
    const expiresAt = new Date(one.world.clock.now().getTime() + 12 * minute).toISOString();
    one.policies.rules.push(aFilterRule({ expiresAt }));
    await one.run();
    await away();
    expect(one.stored()).toContain("/healthz");
    await away();
    expect(one.stored()).toBe(before);
  });

  test("what a library says of a failure stays in the tenant", async () => {
    one.policies.rules.push(aFilterRule());
    await one.run();
    one.rules.meanwhile = () => {
      throw new Error("kim@shop.example is no number");
    };
    const { tables } = await one.run();
    expect(tables.map(({ state }) => state)).toContain("failed");
    expect(JSON.stringify(tables)).toContain("agent's log has the details");
    expect(JSON.stringify(tables)).not.toContain("kim@");
  });

  test("a filter is watched too where the provider has switched the job off", async () => {
    const before = one.stored();
    one.policies.rules.push(aFilterRule());
    await one.run();
    one.rules.traffics = { received: 1000, dropped: 1000, errors: 0 };
    one.world.provider.jobsOff = ["retain", "filter"];
    one.world.provider.bundle = {
      ...one.world.provider.bundle,
      policies: { ...one.world.provider.bundle.policies, filter: one.policies },
    };
    one.world.clock.advance(5 * minute);
    await runOnce(one.deps);
    expect(one.stored()).toBe(before);
  });

  test("a filter is watched too where the provider's bundle is refused", async () => {
    const before = one.stored();
    one.policies.rules.push(aFilterRule());
    await one.run();
    one.rules.traffics = { received: 1000, dropped: 1000, errors: 0 };
    one.world.provider.jobsOff = ["retain"];
    const { bundle } = one.world.provider;
    one.world.provider.bundle = { ...bundle, policies: { ...bundle.policies, filter: one.policies } };
    one.world.clock.advance(5 * minute);
    const verifyBundle = () => Promise.reject(new Error("signature"));
    const { reports } = await runOnce({ ...one.deps, verifyBundle });
    expect(reports).toMatchObject([{ job: "filter", status: "refused" }]);
    expect(one.stored()).toBe(before);
  });
});
