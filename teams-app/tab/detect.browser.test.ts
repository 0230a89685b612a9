import { describe, expect, test } from "vitest";
import { browserSuite } from "./src/testing/browser-suite.ts";
import { anIncident, somePatterns } from "./src/testing/detect-documents.ts";
import { actAs, decideAs, storeIncident, storePattern } from "./src/testing/fake-detect.ts";
import { aProblem } from "./src/testing/refusal.ts";
import { emptyState, fullState, type Site } from "./src/testing/start-site.ts";
import { overflow, seriousViolations, type Visit } from "./src/testing/visit.ts";

const { serve, go } = browserSuite();

const incident = "inc_testing01";
const incidentPage = `#/detect/incidents/${incident}`;
const statusOf = (site: Site): string | undefined => site.api.state.incidents.find(({ id }) => id === incident)?.status;

describe("every page of Detect", () => {
  test.each([
    ["incidents", "#/detect/incidents", "light"],
    ["incident", incidentPage, "light"],
    ["incident in the dark", incidentPage, "dark"],
    ["patterns", "#/detect/patterns", "dark"],
    ["exceptions", "#/detect/exceptions", "light"],
  ] as const)("%s: accessible, fits 320 pixels, no errors", async (_, hash, colorScheme) => {
    const { page, errors } = await go(await serve(), hash, { viewport: { width: 320, height: 800 }, colorScheme });
    await page.locator("main section").first().waitFor();
    await page.waitForLoadState("networkidle");

    expect(await seriousViolations(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(errors).toEqual([]);
  });

  test.each([
    ["ko-KR", "오탐일까요?", "사용자 에이전트에 공격 도구 sqlmap 이름이 있습니다"],
    ["ja-JP", "誤検知でしょうか", "ユーザー エージェントが攻撃ツール sqlmap を名乗っています"],
  ])("%s", async (locale, title, reason) => {
    const { page } = await go(await serve(), incidentPage, { locale });

    await page.getByRole("heading", { name: title }).waitFor();
    await page.getByText(reason).waitFor();
  });

  test("tell an empty tenant what there is to come", async () => {
    const { page } = await go(await serve(emptyState()), "#/detect/incidents");

    await page.getByText("Nothing was found so far").waitFor();
    await page.getByRole("link", { name: "Patterns" }).click();
    await page.getByText("No pattern").first().waitFor();
    await page.getByRole("link", { name: "Exceptions" }).click();
    await page.getByText("No exception").first().waitFor();
  });
});

describe("what was kept of requests that were counted", () => {
  test("is told once, without a decoded form", async () => {
    const { page } = await go(await serve(), "#/detect/incidents/inc_testing02");
    const evidence = page.getByRole("region", { name: "Evidence" });

    await evidence.getByText("And 2 more like it, until").waitFor();
    expect(await evidence.getByText("/login").count()).toBe(1);
    expect(await evidence.getByText("decoded").count()).toBe(0);
  });
});

describe("the list of incidents", () => {
  const rowsOf = (page: Visit["page"]) => page.getByRole("table", { name: "Incidents" }).getByRole("row");

  test("is reached from the overview by severity, and filtered by state", async () => {
    const { page } = await go(await serve(), "");

    await page.getByRole("link", { name: "Critical 1" }).click();
    await page.getByRole("heading", { level: 1, name: "Incidents" }).waitFor();
    expect(await page.getByRole("combobox", { name: "Severity" }).inputValue()).toBe("CRITICAL");
    await page.getByRole("link", { name: "sql-injection from 203.0.113.7" }).first().waitFor();
    expect(await rowsOf(page).count()).toBe(3);

    await page.getByRole("combobox", { name: "State" }).selectOption("Blocking");
    await page.getByText("No incident with this state and severity.").waitFor();
    await page.getByRole("button", { name: "Show all incidents" }).click();
    await page.getByRole("link", { name: "brute-force from 10.1.2.3" }).waitFor();
  });

  test("goes on page by page, newest first", async () => {
    const state = fullState();
    for (let n = 10; n < 40; n++) {
      const day = String(n - 9).padStart(2, "0");
      storeIncident(state, anIncident({ sourceIP: `198.51.100.${n}` }, `2026-10-${day}T00:00:00.000Z`, String(n)));
    }
    const { page } = await go(await serve(state), "#/detect/incidents");

    await page.getByRole("link", { name: /198\.51\.100\.39$/ }).waitFor();
    expect(await rowsOf(page).count()).toBe(26);
    await page.getByRole("button", { name: "Show more" }).click();
    await page.getByRole("link", { name: /198\.51\.100\.10$/ }).waitFor();
    expect(await rowsOf(page).count()).toBe(34);
  });

  test("shows and announces by itself what comes while one looks", async () => {
    const site = await serve();
    const { page } = await go(site, "#/detect/incidents");
    await page.getByRole("link", { name: "brute-force from 10.1.2.3" }).waitFor();

    storeIncident(site.api.state, anIncident({ sourceIP: "192.0.2.9" }, "2026-11-20T01:59:00.000Z", "9"));
    await page.clock.fastForward(10_000);

    await page.getByRole("link", { name: "sql-injection from 192.0.2.9" }).waitFor();
    await page.getByRole("status").getByText("New incidents: 1").waitFor();
  });

  test("is followed by what was not grave enough for an incident", async () => {
    const { page } = await go(await serve(), "#/detect/incidents");

    await page.getByRole("row", { name: "path-scanner Medium /.git/config 3 412 2" }).waitFor();
  });

  test("says what went wrong, and loads after a retry", async () => {
    const site = await serve();
    site.api.fail("listIncidents", aProblem("rate-limited", "Wait 30 seconds."));
    const { page } = await go(site, "#/detect/incidents");

    await page.getByText("Wait 30 seconds.").waitFor();
    site.api.fail("listIncidents", undefined);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("link", { name: "brute-force from 10.1.2.3" }).waitFor();
  });
});

describe("an incident", () => {
  test("shows why it matched, with what an attacker hid spelled out", async () => {
    const { page } = await go(await serve(), incidentPage);

    await page.getByText("/shop/item?id=1' union select password from users-- -").waitFor();
    await page.getByText("union-select: 5").waitFor();
    await page.getByText("gpj.x").first().waitFor();
    expect(await page.getByText("sleep(5)\\u{202E}gpj.x").count()).toBe(1);
    await page.getByText("42 of 61 requests of this source matched").waitFor();
    await page.getByRole("row", { name: /Resolved Real attack/ }).waitFor();
  });

  test("shows what else the source asked for, those that were answered with success first", async () => {
    const { page } = await go(await serve(), incidentPage);

    const rows = page.getByRole("table", { name: "Some of its other requests" }).getByRole("rowheader");
    await rows.first().waitFor();
    expect(await rows.allTextContents()).toEqual([
      "GET /shop/cart?token=[secret]",
      "GET /shop/logo\\u{202E}gnp.x",
      "POST /admin/login",
      "HEAD /backup.zip",
    ]);
    await page.getByRole("row", { name: /^POST \/admin\/login 403 .*10:13/ }).waitFor();
    await page.getByRole("row", { name: /^HEAD \/backup\.zip Not logged / }).waitFor();
  });

  test("says so where none of the source's other requests was kept", async () => {
    const state = fullState();
    const activity = { requests: 61, succeeded: 4, distinctPaths: 23 };
    const { id } = storeIncident(state, anIncident({ activity }, "2026-11-20T01:59:00.000Z", "9"));
    const { page } = await go(await serve(state), `#/detect/incidents/${id}`);

    await page.getByText("None of its other requests was kept as an example.").waitFor();
    expect(await page.getByRole("table", { name: "Some of its other requests" }).count()).toBe(0);
  });

  test("is investigated by keyboard alone, with a reason in its timeline", async () => {
    const site = await serve();
    const { page } = await go(site, incidentPage);

    await page.getByRole("button", { name: "Start investigating" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Start investigating" }).waitFor();
    await page.getByRole("textbox", { name: "Reason" }).focus();
    await page.keyboard.type("Looking into it");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");

    await page.getByRole("status").getByText("The incident is now: Investigating").waitFor();
    await page.getByRole("listitem").getByText("Looking into it").waitFor();
    expect(statusOf(site)).toBe("Investigating");
  });

  test("that someone else changed meanwhile is not changed unseen", async () => {
    const site = await serve();
    const { page } = await go(site, incidentPage);
    await page.getByRole("button", { name: "Start investigating" }).click();

    actAs(site.api.state, "Lee Seojun", incident, "block");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Start investigating" }).click();

    await dialog.getByText("Someone changed this incident in the meantime").waitFor();
    await dialog.getByText("Investigating to Blocking, by Lee Seojun").waitFor();
    await dialog.getByText("Verdict: Real attack, by Lee Seojun").waitFor();
    await dialog.getByRole("button", { name: "Take the newer version" }).click();
    await dialog.getByText("The newer state does not allow this step any more.").waitFor();
    expect(statusOf(site)).toBe("Blocking");
  });

  test("announces what others do while one looks", async () => {
    const site = await serve();
    const { page } = await go(site, incidentPage);
    await page.getByText("Nobody settled this incident yet.").waitFor();

    actAs(site.api.state, "Lee Seojun", incident, "investigate");
    await page.clock.fastForward(10_000);

    await page.getByRole("status").getByText("Lee Seojun changed this incident: Open to Investigating").waitFor();
  });

  test("gets a verdict, which needs a reason", async () => {
    const site = await serve();
    const { page } = await go(site, incidentPage);
    await page.getByRole("button", { name: "Settle" }).click();
    const dialog = page.getByRole("dialog", { name: "What was it?" });

    await dialog.getByRole("button", { name: "Settle" }).click();
    await dialog.getByText("Choose one.").waitFor();
    await dialog.getByRole("radio", { name: /^False positive/ }).click();
    await dialog.getByRole("textbox", { name: "Reason" }).fill("Our own scanner");
    await dialog.getByRole("button", { name: "Settle" }).click();

    await page.getByText("False positive, by Kim Haneul").waitFor();
    expect(statusOf(site)).toBe("FalsePositive");
  });

  test("has firewall rules to copy", async () => {
    const options = { permissions: ["clipboard-read", "clipboard-write"] };
    const { page } = await go(await serve(), incidentPage, options);

    await page.getByRole("button", { name: "Copy the rule: WAF policy of Front Door" }).click();
    await page.getByRole("status").getByText("Copied.").waitFor();
    const copied: unknown = JSON.parse(await page.evaluate(async () => await navigator.clipboard.readText()));
    expect(copied).toMatchObject({ action: "Block", matchConditions: [{ matchValue: ["203.0.113.7"] }] });
  });

  test("cannot be acted on by a reader", async () => {
    const { page } = await go(await serve(fullState(["reader"])), incidentPage);
    await page.getByText("that needs the role responder or admin").waitFor();

    expect(await page.getByRole("button", { name: /Start|Confirm|Mark|Settle|Propose/ }).count()).toBe(0);
  });
});

describe("exceptions", () => {
  test("are proposed with a warning about confirmed attacks, and accepted knowingly", async () => {
    const site = await serve();
    const { page } = await go(site, incidentPage);
    await page.getByRole("button", { name: "Propose an exception" }).click();
    const dialog = page.getByRole("dialog", { name: "Propose an exception to sql-injection" });
    await dialog.getByRole("textbox", { name: "Reason" }).fill("Our own scanner");
    await dialog.getByRole("button", { name: "Propose and replay" }).click();
    await dialog.getByText("It would have hidden confirmed attacks").waitFor();
    expect(site.api.state.exceptions).toMatchObject([{ status: "proposed", replay: { confirmedAttacks: 1 } }]);
    await dialog.getByRole("link", { name: "Exceptions" }).click();

    await page.getByRole("button", { name: "Accept the exception to sql-injection" }).click();
    const decision = page.getByRole("dialog", { name: "Accept this exception?" });
    expect(await seriousViolations(page)).toEqual([]);
    await decision.getByRole("button", { name: "Accept" }).click();
    await decision.getByText("Confirm this first.").waitFor();
    await decision.getByRole("checkbox").click();
    await decision.getByRole("button", { name: "Accept" }).click();

    await page.getByText("The exception was accepted.").waitFor();
    expect(site.api.state.exceptions).toMatchObject([{ status: "accepted" }]);
  });

  test("that someone else decided meanwhile stay as decided", async () => {
    const site = await serve();
    const { page } = await go(site, incidentPage);
    await page.getByRole("button", { name: "Propose an exception" }).click();
    await page.getByRole("textbox", { name: "Reason" }).fill("Our own scanner");
    await page.getByRole("button", { name: "Propose and replay" }).click();
    await page.getByRole("dialog").getByRole("link", { name: "Exceptions" }).click();
    await page.getByRole("button", { name: "Reject the exception to sql-injection" }).click();

    decideAs(site.api.state, "Lee Seojun", site.api.state.exceptions[0]?.id ?? "", "accepted");
    await page.getByRole("dialog").getByRole("button", { name: "Reject" }).click();

    await page.getByText("The exception is now: Accepted").waitFor();
    await page.getByText("Decided by Lee Seojun").waitFor();
    expect(site.api.state.exceptions).toMatchObject([{ status: "accepted" }]);
  });
});

describe("patterns", () => {
  const threshold = (site: Site): unknown => site.api.state.patterns.find(({ id }) => id === "brute-force");

  test("are switched by keyboard, and keep the tenant's threshold", async () => {
    const site = await serve();
    const { page } = await go(site, "#/detect/patterns");

    await page.getByRole("switch", { name: "Many failed sign-ins from one source is on" }).focus();
    await page.keyboard.press("Space");

    await page.getByText("Many failed sign-ins from one source is off.").waitFor();
    expect(threshold(site)).toMatchObject({ isActive: false, threshold: 40 });
  });

  test("show their query, and get another threshold", async () => {
    const site = await serve();
    const { page } = await go(site, "#/detect/patterns");
    await page.getByRole("button", { name: "Details of Many failed sign-ins" }).click();
    const dialog = page.getByRole("dialog");

    await dialog.getByText("Usual value: 30").waitFor();
    await dialog.getByText("KQL query").click();
    await dialog.getByText("summarize Rows = count() by CIp").waitFor();
    await dialog.getByRole("textbox", { name: "Threshold" }).fill("0");
    await dialog.getByRole("button", { name: "Save the threshold" }).click();
    await dialog.getByText("A whole number").waitFor();
    await dialog.getByRole("textbox", { name: "Threshold" }).fill("55");
    await dialog.getByRole("button", { name: "Save the threshold" }).click();

    await page.getByText("The threshold of Many failed sign-ins from one source is 55.").waitFor();
    expect(threshold(site)).toMatchObject({ isActive: true, threshold: 55 });
  });

  test("that someone else changed meanwhile are shown as they are now", async () => {
    const site = await serve();
    const { page } = await go(site, "#/detect/patterns");
    const toggle = page.getByRole("switch", { name: "SQL injection in a request is on" });
    await toggle.waitFor();
    const [sql] = somePatterns;
    if (sql !== undefined) storePattern(site.api.state, { ...sql, threshold: 9 });

    await toggle.click();

    await page.getByText("Nothing was changed by you. Now: On, threshold 9.").waitFor();
    await toggle.click();
    await page.getByText("SQL injection in a request is off.").waitFor();
  });

  test("cannot be switched by a responder", async () => {
    const { page } = await go(await serve(fullState(["responder"])), "#/detect/patterns");
    await page.getByText("that needs the role admin").waitFor();

    expect(await page.getByRole("switch").count()).toBe(0);
  });
});
