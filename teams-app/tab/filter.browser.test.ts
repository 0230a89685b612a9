import { describe, expect, test } from "vitest";
import { browserSuite } from "./src/testing/browser-suite.ts";
import { storeFilterRule, storeFilterSettings, storeSampling } from "./src/testing/fake-filter.ts";
import {
  aCertificate,
  aDryRun,
  aFilterRule,
  boundingRate,
  someRate,
  testedRule,
} from "./src/testing/filter-documents.ts";
import { emptyState, fullState, type Site } from "./src/testing/start-site.ts";
import { inTheme, overflow, seriousViolations } from "./src/testing/visit.ts";

const { serve, go } = browserSuite();

const tested = "health-checks-1";
const pageOf = (id: string): string => `#/filter/rules/one/${id}`;
const stored = (site: Site, id = tested) => site.api.state.filters.find((rule) => rule.id === id);

/** Another certificate, as an agent's next run brings it: the rule itself stays as it was. */
function proveAnew({ api }: Site, lost: number): void {
  const watchers = aCertificate().watchers.map((one) =>
    one.verdict === "lost" ? { ...one, lost, version: "2026-11-20" } : one,
  );
  const certificate = aCertificate({ watchers, fingerprint: `another-${lost}` });
  api.state.filters = api.state.filters.map((rule) => (rule.id === tested ? { ...rule, certificate } : rule));
}

describe("every page of Filter", () => {
  const headings: Record<string, string> = {
    "#/filter/rules": "Filter rules",
    [pageOf(tested)]: "Health checks",
    [pageOf("debug-noise-2")]: "Debug noise",
    [pageOf("crawlers-3")]: "Crawlers",
    "#/filter/rules/edit/debug-noise-2": "Edit Debug noise",
    "#/filter/rules/new": "New filter rule",
    "#/filter/explain": "Why is my row missing?",
    "#/filter/settings": "How filters are tried and watched",
  };

  test.each([
    ["light", Object.keys(headings)],
    ["dark", [pageOf(tested), pageOf("debug-noise-2")]],
    ["contrast", ["#/filter/rules", pageOf(tested), pageOf("debug-noise-2"), "#/filter/explain"]],
  ] as const)("%s: accessible, fits 320 pixels, no errors", async (theme, pages) => {
    const site = await serve();
    const { page, errors } = await go(site, "", { viewport: { width: 320, height: 800 }, ...inTheme(site, theme) });
    for (const hash of pages) {
      await page.evaluate((next) => {
        location.hash = next;
      }, hash);
      await page.getByRole("heading", { level: 1, name: headings[hash] ?? "", exact: true }).waitFor();
      await page.waitForLoadState("networkidle");

      expect(await seriousViolations(page), hash).toEqual([]);
      expect(await overflow(page), hash).toBeLessThanOrEqual(0);
    }
    expect(errors).toEqual([]);
  });

  test.each([
    ["ko-KR", "커버리지 인증서", "손실: 1", "6% 보존: 분당 10,000행 집계, 상한 600행"],
    ["ja-JP", "カバレッジ証明書", "失う: 1", "6% を残す: 1 分あたり 10,000 行を計測、上限 600 行"],
  ])("%s", async (locale, title, losses, kept) => {
    const { page } = await go(await serve(), pageOf(tested), { locale });

    await page.getByRole("heading", { name: title }).waitFor();
    await page.getByText(losses).first().waitFor();
    await page.getByText(kept).waitFor();
  });
});

describe("rules", () => {
  test("stand under their tables in the order in which rows meet them", async () => {
    const { page } = await go(await serve(), "#/filter/rules");
    const rows = page.getByRole("table", { name: "Rules of AppTraces" }).getByRole("row");

    await rows.nth(1).getByText("30% (predicted)").waitFor();
    expect(await rows.nth(1).textContent()).toContain("1. Health checks");
    expect(await rows.nth(2).textContent()).toMatch(/2\. Debug noise.*Keeps 10%.*29\.1%.*26\.4 GB.*\$60\.72/);
    await page.getByRole("link", { name: "Debug noise" }).click();
    await page.getByRole("heading", { level: 1, name: "Debug noise" }).waitFor();
  });

  test("start from an example, and become drafts", async () => {
    const site = await serve(emptyState());
    const { page } = await go(site, "#/filter/rules");
    await page.getByText("No rule yet").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole("link", { name: "Use this example: sample-verbose-api" }).click();
    await page.getByText("/api/v1/status").last().waitFor();
    await page.getByText(/of 15,360 characters/).waitFor();
    await page.getByRole("button", { name: "Save" }).click();

    await page.getByRole("status").getByText("sample-verbose-api was saved as a draft.").waitFor();
    await page.getByRole("button", { name: "Start the test" }).waitFor();
    expect(site.api.state.filters).toMatchObject([
      { state: "Draft", samplingRate: 0.1, table: "AppServiceHTTPLogs", expiresAt: "2027-02-18T02:00:00.000Z" },
    ]);
  });

  test("are looked at by readers, who change nothing", async () => {
    const { page } = await go(await serve(fullState(["reader"])), pageOf(tested));
    await page.getByText("that needs the role admin").waitFor();

    expect(await page.getByRole("button", { name: /Activate|Back to draft|Approve|expire/ }).count()).toBe(0);
  });
});

describe("a rule", () => {
  test("shows its dry run, with what would go spelled out, and who would miss it", async () => {
    const { page } = await go(await serve(), pageOf(tested));

    await page.getByRole("img", { name: "Rows. Before: 37,800,000, after: 21,735,000" }).waitFor();
    await page.getByRole("row", { name: "Health checks 11,340,000 30% 6.3 GB 27 GB" }).waitFor();
    await page.getByText("cart\\u{202E} passed").waitFor();
    await page.getByRole("row", { name: /alert-rule:probe-missing.*14/ }).waitFor();
    await page.getByText("Same result: 1").first().click();
    await page.getByRole("row", { name: /prevention-rule:audit-silence/ }).waitFor();
    await page
      .getByRole("img", { name: "The rule is in the state Testing. From there it can go to: Draft, Active." })
      .waitFor();
  });

  test("that samples shows in its dry run what it keeps, with the count and the bound that this follows from", async () => {
    const site = await serve();
    const { page } = await go(site, pageOf("debug-noise-2"));
    await page
      .getByRole("row", { name: "Debug noise Keeps 6%: 10,000 rows a minute counted, bound 600 4,725,000" })
      .waitFor();
    expect(await page.getByText(/Keeps.*rows a minute/).count()).toBe(1);

    storeSampling(site.api.state, "rate-2", { ...boundingRate, maxPerMinute: 50 });
    await page.reload();
    await page.getByRole("row", { name: "Debug noise Keeps 6%: 10,000 rows a minute counted 4,725,000" }).waitFor();
  });

  test("in review is told how it gets the proof that it lacks", async () => {
    const state = fullState();
    storeFilterRule(state, { ...testedRule, state: "Review", blockedBy: ["no-dry-run", "no-certificate"] });
    const { page } = await go(await serve(state), pageOf(tested));
    const told = page.getByText("A rule in review gets none: make it a draft (save it, or disable it and use it as a");

    await told.first().waitFor();
    expect(await told.count()).toBe(2);
  });

  test("is activated only when each loss is approved, by keyboard alone", async () => {
    const site = await serve();
    const { page } = await go(site, pageOf(tested));
    const activate = page.getByRole("button", { name: "Activate" });
    await activate.waitFor();
    expect(await activate.getAttribute("aria-disabled")).toBe("true");

    for (const watcher of ["alert-rule:probe-missing", "recent-query:3f1c"]) {
      await page.getByRole("button", { name: `Approve the loss of ${watcher}` }).focus();
      await page.keyboard.press("Enter");
      const dialog = page.getByRole("dialog", { name: "Approve this loss?" });
      await dialog.getByRole("button", { name: "Approve the loss" }).click();
      await dialog.getByText("Say why, in at least 3 characters.").waitFor();
      await dialog.getByRole("textbox", { name: "Reason" }).focus();
      await page.keyboard.type("Probes are watched elsewhere");
      for (const key of ["Tab", "Tab", "Enter"]) await page.keyboard.press(key);
      await page.getByRole("status").getByText(`The loss of ${watcher} was approved.`).waitFor();
    }
    await activate.click();
    const dialog = page.getByRole("dialog", { name: "Activate" });
    await dialog.getByText("gone for good").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Activate" }).click();

    await page.getByRole("status").getByText("Health checks is now: Active").waitFor();
    expect(stored(site)).toMatchObject({ state: "Active", approvals: [{}, { watcherId: "recent-query:3f1c" }] });
  });

  test("whose certificate another one replaced meanwhile has no loss approved unseen", async () => {
    const site = await serve();
    const { page } = await go(site, pageOf(tested));
    await page.getByRole("button", { name: "Approve the loss of alert-rule:probe-missing" }).click();
    const dialog = page.getByRole("dialog", { name: "Approve this loss?" });
    await dialog.getByRole("textbox", { name: "Reason" }).fill("Probes are watched elsewhere");

    proveAnew(site, 977);
    await dialog.getByRole("button", { name: "Approve the loss" }).click();
    await dialog.getByText("Your agent issued a newer certificate in the meantime").waitFor();
    await dialog.getByText("would have lost 977 results").waitFor();
    expect(await dialog.getByText("Someone changed this rule").count()).toBe(0);
    expect(stored(site)?.approvals).toEqual([]);

    proveAnew(site, 978);
    storeFilterRule(site.api.state, { ...(stored(site) ?? testedRule), priority: 7 });
    await dialog.getByRole("button", { name: "Approve the loss" }).click();
    await dialog.getByText("Someone changed this rule in the meantime").waitFor();
    await dialog.getByText("would have lost 978 results").waitFor();
    expect(await dialog.getByText("newer certificate").count()).toBe(0);

    await dialog.getByRole("button", { name: "Approve the loss" }).click();
    await page.getByRole("status").getByText("The loss of alert-rule:probe-missing was approved.").waitFor();
    expect(stored(site)?.approvals).toMatchObject([{ watcherVersion: "2026-11-20" }]);
  });

  test("that someone else changed meanwhile is not moved unseen", async () => {
    const site = await serve();
    const { page } = await go(site, pageOf(tested));
    await page.getByRole("button", { name: "Back to draft" }).click();
    const dialog = page.getByRole("dialog", { name: "Back to draft" });
    await dialog.getByRole("button", { name: "Back to draft" }).click();
    await dialog.getByText("Say why.").waitFor();
    await dialog.getByRole("textbox", { name: "Reason" }).fill("Too broad");

    storeFilterRule(site.api.state, { ...testedRule, state: "Active", blockedBy: [] });
    await dialog.getByRole("button", { name: "Back to draft" }).click();

    await dialog.getByText("Nothing was changed by you. Its state is now: Active.").waitFor();
    await dialog.getByText("The newer state does not allow this step any more.").waitFor();
    expect(stored(site)?.state).toBe("Active");
  });

  test("says when it would drop dangerously much, and that its certificate is void", async () => {
    const state = fullState();
    const tableDryRun = aDryRun({ dangerous: true, dropped: 35_910_000 });
    storeFilterRule(state, { ...testedRule, state: "Draft", tableDryRun, blockedBy: [], certificate: aCertificate() });
    const { page } = await go(await serve(state), pageOf(tested));

    await page.getByRole("alert").getByText("95% of the rows of AppTraces would go.").waitFor();
    await page.getByText("This certificate is void").waitFor();
    expect(await page.getByRole("button", { name: /Approve the loss/ }).count()).toBe(0);
  });

  test("in force shows what was predicted and measured, where it stands in Azure, and its history", async () => {
    const { page } = await go(await serve(), pageOf("debug-noise-2"));

    await page.getByRole("img", { name: "Between 27% and 31% were dropped; predicted were 30%." }).waitFor();
    await page.getByText("All periods in numbers").first().click();
    await page.getByRole("row", { name: /Nov 20, 2026, 10:00 AM.*248,000/ }).waitFor();
    await page.getByText("Rows drop as predicted.").waitFor();
    await page.getByText(/dataCollectionRules\/workspace-transforms/).waitFor();
    const activated = page.getByRole("listitem").filter({ hasText: "Testing to Active" });
    await activated.getByText("Lee Jiwon").waitFor();
    expect(await activated.textContent()).not.toContain("2b6f0a34");
  });

  test("is taken back and renewed", async () => {
    const site = await serve();
    const { page } = await go(site, pageOf("crawlers-3"));
    await page.getByText("Your agent took the rules of this table back by itself.").waitFor();
    await page.getByText("It has expired and drops nothing").waitFor();
    await page.getByText("Your agent took this very filter back and does not try it again.").waitFor();

    await page.getByRole("button", { name: "Let it expire later" }).click();
    await page.getByRole("textbox", { name: "Expires" }).or(page.getByLabel("Expires")).last().fill("2027-06-01T09:00");
    await page.getByRole("button", { name: "Renew" }).click();

    await page.getByRole("status").getByText("The rule expires on Jun 1, 2027, 9:00 AM.").waitFor();
    expect(stored(site, "crawlers-3")?.expiresAt).toBe("2027-06-01T00:00:00.000Z");
  });

  test("that agents moved meanwhile is shown and announced, and a draft is deleted", async () => {
    const site = await serve();
    storeFilterRule(site.api.state, aFilterRule({ id: "mine-4", ruleName: "Mine" }));
    const { page } = await go(site, pageOf("mine-4"));
    await page.getByRole("button", { name: "Start the test" }).waitFor();

    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("dialog", { name: "Delete Mine?" }).getByRole("button", { name: "Delete" }).click();

    await page.getByRole("status").getByText("Mine was deleted.").waitFor();
    await page.getByRole("heading", { level: 1, name: "Filter rules" }).waitFor();
    expect(stored(site, "mine-4")).toBeUndefined();
  });
});

describe("the editor", () => {
  const editor = `#/filter/rules/edit/${tested}`;

  test("shows the refusal at the rule, and what is wrong with its fields", async () => {
    const site = await serve();
    const { page } = await go(site, editor);
    await page.getByText("has to be tested anew").waitFor();
    await page.getByText('has_any (["health check","readiness"])').waitFor();
    await page.getByRole("textbox", { name: "Columns, one a line" }).fill("NoSuchColumn");
    await page.getByRole("alert").getByText("AppTraces has no column NoSuchColumn.").waitFor();
    await page.getByRole("textbox", { name: "Columns, one a line" }).fill("Message");
    await page.getByRole("textbox", { name: "Values, one a line" }).fill("");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("At least one value").waitFor();
    await page.getByText("Type a table and a value").waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("TEXTAREA");

    await page.getByRole("textbox", { name: "Values, one a line" }).fill("heartbeat");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { level: 1, name: "Health checks" }).waitFor();
    expect(stored(site)).toMatchObject({ matchPattern: "heartbeat", columns: ["Message"], state: "Draft" });
  });

  test("puts edits on a newer version without losing either", async () => {
    const site = await serve();
    const { page } = await go(site, editor);
    await page.getByRole("textbox", { name: "Priority" }).fill("7");
    storeFilterRule(site.api.state, { ...testedRule, matchPattern: "livez" });
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: "Put my edits on the newer version" }).click();
    await page.getByText("Your edits now stand on the newer version").waitFor();
    expect(await page.getByRole("textbox", { name: "Values, one a line" }).inputValue()).toBe("livez");
    await page.getByRole("button", { name: "Save" }).click();

    await page.getByRole("heading", { level: 1, name: "Health checks" }).waitFor();
    expect(stored(site)).toMatchObject({ priority: 7, matchPattern: "livez" });
  });
});

describe("why a row is missing", () => {
  test("is answered with the rule that drops it", async () => {
    const { page } = await go(await serve(), "#/filter/explain");
    const json = page.getByRole("textbox", { name: "Row as JSON" });
    await json.fill("{Message: 1}");
    await page.getByRole("button", { name: "Ask" }).click();
    await page.getByText("This is not JSON.").waitFor();
    await json.fill('{"Type":"AppTraces","Message":"cache miss of cart"}');
    await page.getByRole("button", { name: "Ask" }).click();

    await page.getByRole("heading", { name: "It is dropped: this row does not reach AppTraces" }).waitFor();
    await page.getByRole("row", { name: "Debug noise Drops it" }).getByRole("link").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await json.fill('{"Message":"paid"}');
    await page.getByRole("textbox", { name: "Table" }).fill("Perf");
    await page.getByRole("button", { name: "Ask" }).click();
    await page.getByText("No rule of Perf is in force.").waitFor();
  });
});

describe("settings", () => {
  test("are changed in percent, and never over a newer version unseen", async () => {
    const site = await serve();
    const { page } = await go(site, "#/filter/settings");
    const held = page.getByRole("textbox", { name: "Held-out share, in percent" });
    await held.fill("11");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("A number from 0 to 10.").waitFor();
    await held.fill("2.5");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("status").getByText("The settings were saved.").waitFor();
    expect(site.api.state.filterSettings).toMatchObject({ heldOutShare: 0.025, dryRunDays: 7 });

    storeFilterSettings(site.api.state, { ...site.api.state.filterSettings, tolerance: 0.2 });
    await held.fill("3");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: "Load the newer settings" }).click();
    await page.getByText("Someone changed").waitFor({ state: "detached" });
    expect(await page.getByRole("textbox", { name: "Tolerance, in percentage points" }).inputValue()).toBe("20");
    expect(await held.inputValue()).toBe("2.5");
  });

  test("have rates of sampling, which are added and changed", async () => {
    const site = await serve();
    const { page } = await go(site, "#/filter/settings");
    await page.getByRole("button", { name: "Change the rate for /api/v1/status" }).click();
    const changed = page.getByRole("dialog", { name: "Sampling rate for /api/v1/status" });
    await changed.getByRole("textbox", { name: "Share kept, in percent" }).fill("12.5");
    storeSampling(site.api.state, "rate-1", { ...someRate, maxPerMinute: 50 });
    await changed.getByRole("button", { name: "Save the rate" }).click();
    await changed.getByText("Someone changed this rate in the meantime.").waitFor();
    expect(await changed.getByRole("textbox", { name: "Most rows a minute" }).inputValue()).toBe("50");
    await changed.getByRole("textbox", { name: "Share kept, in percent" }).fill("12.5");
    await changed.getByRole("button", { name: "Save the rate" }).click();
    await page.getByRole("status").getByText("The rate for /api/v1/status was saved.").waitFor();

    await page.getByRole("button", { name: "Add a rate" }).click();
    await page.getByRole("button", { name: "Save the rate" }).click();
    await page.getByText("At most 120 characters.").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole("textbox", { name: "For" }).fill("Debug");
    await page.getByRole("button", { name: "Save the rate" }).click();
    await page.getByRole("row", { name: "Debug Any On 10% 600" }).waitFor();
    expect(site.api.state.sampling).toMatchObject([
      { id: "rate-2" },
      { samplingRate: 0.125, maxPerMinute: 50 },
      { isActive: true },
    ]);
  });
});
