import { describe, expect, test } from "vitest";
import { browserSuite } from "./src/testing/browser-suite.ts";
import { answerAs, storeAlertSettings, storeRule, storeViolation } from "./src/testing/fake-prevent.ts";
import { aViolation, someRules } from "./src/testing/prevent-documents.ts";
import { aProblem } from "./src/testing/refusal.ts";
import { emptyState, fullState, type Site } from "./src/testing/start-site.ts";
import { inTheme, overflow, seriousViolations } from "./src/testing/visit.ts";

const { serve, go } = browserSuite();

const debug = "pvf_testing01";
const findingPage = `#/prevent/findings/${debug}`;
const kept = (site: Site, id = debug) => site.api.state.violations.find(({ finding }) => finding.id === id);

describe("every page of Prevent", () => {
  test.each([
    ["light", ["#/prevent/findings", "#/prevent/rules", "#/prevent/alerts", "#/prevent/rules/new"]],
    ["dark", [findingPage, "#/prevent/rules/edit/rule-own-1"]],
    ["contrast", ["#/prevent/findings", findingPage, "#/prevent/rules", "#/prevent/alerts"]],
  ] as const)("%s: accessible, fits 320 pixels, no errors", async (theme, hashes) => {
    const site = await serve();
    const { page, errors } = await go(site, "#/", { viewport: { width: 320, height: 800 }, ...inTheme(site, theme) });
    for (const hash of hashes) {
      const before = await page.getByRole("heading", { level: 1 }).textContent();
      await page.evaluate((next) => window.location.assign(next), hash);
      await page
        .getByRole("heading", { level: 1 })
        .filter({ hasNotText: before ?? "" })
        .waitFor();
      await page.locator("main :is(section, .ld-fields)").first().waitFor();
      await page.waitForLoadState("networkidle");

      expect(await seriousViolations(page), hash).toEqual([]);
      expect(await overflow(page), hash).toBeLessThanOrEqual(0);
    }
    expect(errors).toEqual([]);
  });

  test.each([
    ["ko-KR", "변경할 내용", "이 로거의 수준을 높여", "운영 환경의 디버그 로그"],
    ["ja-JP", "変更する内容", "このロガーのレベルを上げ", "本番環境のデバッグ ログ"],
  ])("%s", async (locale, title, change, rule) => {
    const { page } = await go(await serve(), findingPage, { locale });

    await page.getByRole("heading", { name: title }).waitFor();
    await page.getByText(change).waitFor();
    await page.getByText(rule).waitFor();
  });

  test("tell an empty tenant what there is to come", async () => {
    const { page } = await go(await serve(emptyState()), "#/prevent");

    await page.getByText("So far none is open").waitFor();
    await page.getByRole("link", { name: "Rules" }).click();
    await page.getByText("No rule of your own").waitFor();
    await page.getByRole("link", { name: "Alerts" }).click();
    await page.getByText("every finding goes to the default team").waitFor();
  });
});

describe("findings", () => {
  test("come by cost, are reached from the overview, and are filtered", async () => {
    const { page } = await go(await serve(), "");
    await page.getByText("$415.67").waitFor();
    await page.getByRole("link", { name: "All findings" }).click();

    const rows = page.getByRole("table", { name: "Findings" }).getByRole("row");
    await rows.nth(1).waitFor();
    expect(await rows.count()).toBe(7);
    expect(await rows.nth(1).textContent()).toMatch(
      /^Cart … has … items.*Debug logs in production.*High.*Alerted.*118,000.*41%.*\$258\.34/,
    );
    expect(await page.getByRole("listitem").filter({ hasText: "$" }).count()).toBe(5);

    await page.getByRole("combobox", { name: "Service" }).selectOption("payments");
    await page.getByText("2 of 2 findings, 43.7 GB and $120.61 per month").waitFor();
    await page.getByRole("combobox", { name: "State" }).selectOption("Alerted");
    await page.getByText("No finding passes this filter.").waitFor();
    await page.getByRole("button", { name: "Show all open findings" }).click();
    await page.getByRole("link", { name: "A table that nobody queries: LegacyAudit_CL" }).first().waitFor();
    await page.getByText("Not billed").waitFor();
  });

  test("are shown some at a time", async () => {
    const state = fullState();
    for (let n = 10; n < 36; n++)
      storeViolation(state, aViolation({ id: `pvf_testing${n}`, template: `Message ${n}` }));
    const { page } = await go(await serve(state), "#/prevent/findings");

    await page.getByText("25 of 32 findings").waitFor();
    await page.getByRole("button", { name: "Show more" }).click();
    await page.getByText("32 of 32 findings").waitFor();
  });

  test("say what went wrong, and load after a retry", async () => {
    const site = await serve();
    site.api.fail("listPreventFindings", aProblem("rate-limited", "Wait 30 seconds."));
    const { page } = await go(site, "#/prevent/findings");

    await page.getByText("Wait 30 seconds.").waitFor();
    site.api.fail("listPreventFindings", undefined);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("link", { name: "Cart … has … items" }).first().waitFor();
  });
});

describe("a finding", () => {
  test("shows its message, its trend in words and numbers, who was told, and code to copy for each language", async () => {
    const options = { permissions: ["clipboard-read", "clipboard-write"] };
    const { page } = await go(await serve(), findingPage, options);

    await page.getByRole("img", { name: /over 8 runs, from .* Highest 1,000, last 1,000/ }).waitFor();
    await page.getByText("Show as a table").click();
    await page.getByRole("row", { name: /6,000 1,000 6 MB Over the threshold/ }).waitFor();
    await page.getByRole("row", { name: /Held back quiet hours. Looked at again .* Everyone/ }).waitFor();
    expect(await page.locator("mark.ld-variable").count()).toBe(2);
    await page.getByText("Being checked to Violated").waitFor();

    await page.getByRole("radio", { name: ".NET" }).focus();
    for (const _ of ["Java", "Node.js", "Python"]) await page.keyboard.press("ArrowRight");
    await page.getByRole("button", { name: "Copy the snippet for logging" }).click();
    await page.getByRole("status").getByText("Copied.").waitFor();
    expect(await page.evaluate(async () => await navigator.clipboard.readText())).toContain("Shop.Cart");
  });

  test("tells why each step was taken, and of its own steps what was measured", async () => {
    const site = await serve();
    answerAs(site.api.state, "Lee Seojun", debug, "acknowledge");
    const { page } = await go(site, findingPage, { locale: "ko-KR" });

    const steps = page.locator(".ld-timeline li");
    await steps.nth(3).waitFor();
    const measured = "540000 against 0 of debug-in-prod";
    await steps.nth(1).getByText(`실행에서 임계값을 넘은 것을 찾았습니다. ${measured}`).waitFor();
    expect(await steps.nth(1).locator("[lang=en]").textContent()).toBe(measured);
    await steps.nth(2).getByText("팀에 알렸습니다.").waitFor();
    expect(await steps.nth(2).locator("[lang]").count()).toBe(0);
    await steps.nth(3).getByText("Lee Seojun").waitFor();
    expect(await steps.nth(3).locator("span").count()).toBe(1);
  });

  test("is acknowledged by keyboard alone", async () => {
    const site = await serve();
    const { page } = await go(site, findingPage);

    await page.getByRole("button", { name: "Acknowledge" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Acknowledge" }).getByRole("textbox", { name: "Reason" }).focus();
    await page.keyboard.type("On it");
    for (const _ of ["Cancel", "Acknowledge"]) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");

    await page.getByRole("status").getByText("The finding was acknowledged.").waitFor();
    await page.getByRole("listitem").getByText("On it").waitFor();
    expect(kept(site)).toMatchObject({ state: "Alerted", answered: true });
  });

  test("is ignored with a reason only, and says so", async () => {
    const site = await serve();
    const { page } = await go(site, findingPage);
    await page.getByRole("button", { name: "Ignore" }).click();
    const dialog = page.getByRole("dialog", { name: "Ignore" });

    await dialog.getByLabel("Until").fill("2026-11-01");
    await dialog.getByRole("button", { name: "Ignore" }).click();
    await dialog.getByText("Say why, in at least 3 characters.").waitFor();
    await dialog.getByText("Choose a day to come.").waitFor();
    await dialog.getByRole("textbox", { name: "Reason" }).fill("Needed for the audit");
    await dialog.getByLabel("Until").fill("2026-12-24");
    await dialog.getByRole("button", { name: "Ignore" }).click();

    await page.getByText(/Ignored by Kim Haneul, .*: Needed for the audit Until Dec 24, 2026/).waitFor();
    expect(kept(site)).toMatchObject({ state: "Ignored", ignored: { until: "2026-12-23T15:00:00.000Z" } });
  });

  test("that changed meanwhile is not answered unseen", async () => {
    const site = await serve();
    const { page } = await go(site, findingPage);
    await page.getByRole("button", { name: "Acknowledge" }).click();

    answerAs(site.api.state, "Lee Seojun", debug, "actionTaken");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Acknowledge" }).click();

    await dialog.getByText("It is now: Action taken").waitFor();
    await dialog.getByText("Lee Seojun").waitFor();
    await dialog.getByRole("button", { name: "Take the newer version" }).click();
    await dialog.getByText("The newer state has no room for this answer.").waitFor();
    expect(kept(site)).toMatchObject({ state: "ActionTaken" });
  });

  test("cannot be answered by a reader", async () => {
    const { page } = await go(await serve(fullState(["reader"])), findingPage);
    await page.getByText("that needs the role responder or admin").waitFor();

    expect(await page.getByRole("button", { name: /^(Acknowledge|Action taken|Ignore)$/ }).count()).toBe(0);
  });
});

describe("rules", () => {
  const rule = (site: Site, id: string) => site.api.state.preventionRules.find((one) => one.id === id);

  test("that ship are switched by keyboard, and keep the tenant's threshold", async () => {
    const site = await serve();
    const { page } = await go(site, "#/prevent/rules");

    await page.getByRole("switch", { name: "The same message again and again is on" }).focus();
    await page.keyboard.press("Space");
    await page.getByText("The same message again and again is off.").waitFor();
    expect(rule(site, "high-frequency-log")).toMatchObject({ isActive: false, threshold: 150 });

    await page.getByRole("button", { name: "Details of Debug logs" }).click();
    const field = page.getByRole("textbox", { name: "Threshold: rows in the window" });
    await field.fill("1.5");
    await page.getByRole("button", { name: "Save the threshold" }).click();
    await page.getByText("A whole number from 0").waitFor();
    await field.fill("20");
    await page.getByRole("button", { name: "Save the threshold" }).click();
    await page.getByText("The threshold of Debug logs in production is 20.").waitFor();
  });

  test("are written with what is wrong shown at its place in the query", async () => {
    const site = await serve();
    const { page } = await go(site, "#/prevent/rules");
    await page.getByRole("link", { name: "New rule" }).click();

    await page.getByRole("textbox", { name: "Rows that it looks at" }).fill('LogRecords\n| where Servise == "cart"');
    await page.getByText("There is no column Servise.").waitFor();
    await page.getByRole("button", { name: "Go to line 2, column 9" }).click();
    expect(await page.evaluate(() => window.getSelection()?.toString())).toBe("Servise");
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Fields to look at: 2").waitFor();
    await page.getByRole("textbox", { name: "Name" }).fill("Cart talks");
    await page.getByRole("textbox", { name: "Recommended action" }).fill("Log each cart once.");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("There is no column Servise. (line 2, column 9)").waitFor();
    await page.getByRole("textbox", { name: "Rows that it looks at" }).fill('LogRecords | where Service == "cart"');
    await page.getByText("The agent would take this query.").waitFor();
    await page.getByRole("button", { name: "Save" }).click();

    await page.getByRole("status").getByText("Cart talks was saved.").waitFor();
    await page.getByRole("row", { name: /Cart talks Frequency AppTraces 100/ }).waitFor();
  });

  test("that someone else changed meanwhile are not replaced unseen", async () => {
    const site = await serve();
    const { page } = await go(site, "#/prevent/rules");
    await page.getByRole("link", { name: "Edit Noisy cart" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("Noisier cart");
    const own = someRules.find(({ origin }) => origin === "custom");
    if (own !== undefined) storeRule(site.api.state, { ...own, threshold: 900 });

    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Someone changed this rule in the meantime").waitFor();
    await page.getByRole("button", { name: "Keep mine" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Noisier cart was saved.").waitFor();
    await page.getByRole("button", { name: "Delete Noisier cart" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await page.getByText("No rule of your own").waitFor();
  });
});

describe("alert settings", () => {
  test("get a team, a route to it, and quiet times", async () => {
    const site = await serve();
    const { page } = await go(site, "#/prevent/alerts");
    await page.getByRole("button", { name: "Add a team" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Another team has the same place.").or(page.getByText("Fill this in.")).first().waitFor();

    const team = page.getByRole("group", { name: /^Team 2/ });
    await team.getByRole("textbox", { name: "Name of team 2" }).fill("Payments");
    await team.getByRole("combobox", { name: "Place in Teams" }).selectOption({ index: 1 });
    await team.getByRole("combobox", { name: "Public holidays" }).selectOption("JP");
    await team.getByRole("checkbox", { name: "Kim Haneul" }).check();
    await page.getByRole("button", { name: "Add a route" }).click();
    await page.getByRole("textbox", { name: "Route 1: value" }).fill("payments*");
    await page.getByRole("combobox", { name: "Route 1: team" }).selectOption("Payments");
    await page.getByRole("textbox", { name: "Cool-down in hours" }).fill("48");
    await page.getByRole("button", { name: "Save" }).click();

    await page.getByRole("status").getByText("The alert settings were saved.").waitFor();
    const [, payments] = site.api.state.alertSettings.teams;
    expect(payments).toMatchObject({ name: "Payments", holidays: "JP", quietHours: { from: "19:00", to: "08:00" } });
    expect(site.api.state.alertSettings).toMatchObject({
      coolDownHours: 48,
      routes: [{ by: "service", value: "payments*", team: payments?.id }],
    });
  });

  test("are followed by what was sent, and what was held back and why", async () => {
    const { page } = await go(await serve(fullState(["reader"])), "#/prevent/alerts");
    const log = page.getByRole("table", { name: "Alerts so far" });

    await log.getByRole("row", { name: /Sent Finding Everyone Cart … has … items and 1 more/ }).waitFor();
    await page.getByRole("combobox", { name: "What happened" }).selectOption("Held back");
    await log.getByRole("row", { name: /Held back quiet hours/ }).waitFor();
    expect(await log.getByRole("row").count()).toBe(2);
    expect(await page.getByRole("button", { name: /^(Save|Add)/ }).count()).toBe(0);
  });

  test("that someone else changed meanwhile are not overwritten", async () => {
    const site = await serve();
    const { page } = await go(site, "#/prevent/alerts");
    await page.getByRole("textbox", { name: "Cards for one person a day" }).fill("5");
    const { etag: _, ...settings } = site.api.state.alertSettings;
    storeAlertSettings(site.api.state, { ...settings, dailyCardBudget: 7 }, "Lee Seojun");

    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: "Load the newer settings" }).click();
    await page.getByText("Changed last by Lee Seojun").waitFor();
    expect(site.api.state.alertSettings.dailyCardBudget).toBe(7);
  });
});
