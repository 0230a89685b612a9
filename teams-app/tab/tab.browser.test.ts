import { aPolicyInput } from "@logdoctor/shared-policies/testing";
import { describe, expect, test } from "vitest";
import { browserSuite } from "./src/testing/browser-suite.ts";
import { storePolicy, storeSettings } from "./src/testing/fake-answers.ts";
import { aProblem } from "./src/testing/refusal.ts";
import { emptyState, fullState, type Site } from "./src/testing/start-site.ts";
import { overflow, seriousViolations, type Visit } from "./src/testing/visit.ts";

const { serve, go } = browserSuite();

const pages = {
  overview: "",
  policies: "#/retain/policies",
  "new policy": "#/retain/policies/new",
  "edit policy": "#/retain/policies/edit/policy-1",
  runs: "#/retain/runs",
  run: "#/retain/runs/run_testing00",
  holds: "#/retain/holds",
  settings: "#/settings",
};

describe("every page", () => {
  test.each(Object.entries(pages))("%s: accessible, fits 320 pixels, no errors", async (_, hash) => {
    const { page, errors } = await go(await serve(), hash, { viewport: { width: 320, height: 800 } });
    await page.locator("main section, main form").first().waitFor();
    await page.waitForLoadState("networkidle");

    expect(await seriousViolations(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(errors).toEqual([]);
  });

  test.each(["dark", "light"] as const)("%s: the system's theme, with enough contrast", async (colorScheme) => {
    const { page } = await go(await serve(), "#/retain/runs/run_testing00", { colorScheme });
    await page.locator("details summary").first().click();

    expect(await page.locator("html").getAttribute("data-theme")).toBe(colorScheme === "dark" ? "dark" : "default");
    expect(await seriousViolations(page)).toEqual([]);
  });
});

describe("languages", () => {
  test.each([
    ["en-US", "en", "Overview", "$127.80 less per month"],
    ["ko-KR", "ko", "개요", "매월 $127.80 절감"],
    ["ja-JP", "ja", "概要", "月 $127.80 の節約"],
  ])("%s", async (locale, language, title, saving) => {
    const { page } = await go(await serve(), "", { locale });

    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    await page.getByText(saving).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe(language);
  });

  test("the chosen language stays after a reload", async () => {
    const { page } = await go(await serve(), "");

    await page.getByRole("button", { name: "Language" }).click();
    await page.getByRole("menuitemradio", { name: "한국어" }).click();
    await page.getByRole("heading", { level: 1, name: "개요" }).waitFor();
    await page.reload();

    await page.getByRole("heading", { level: 1, name: "개요" }).waitFor();
  });
});

describe("sign-in", () => {
  test("leads back to the page that was asked for, with a clean address", async () => {
    const site = await serve();
    const { page } = await go(site, "#/retain/runs");

    expect(new URL(page.url()).search).toBe("");
    expect(new URL(page.url()).hash).toBe("#/retain/runs");
    expect(site.issuer.signIns()).toBe(1);
    await page.reload();
    await page.getByRole("heading", { level: 1, name: "Retain runs" }).waitFor();
    expect(site.issuer.signIns()).toBe(1);
  });

  test("says why it was refused", async () => {
    const site = await serve();
    site.issuer.refuseNext = "access_denied";
    const { page } = await go(site, "");

    expect(await page.getByRole("alert").textContent()).toContain("access_denied");
  });
});

describe("policies", () => {
  test("are created by keyboard alone", async () => {
    const site = await serve(emptyState());
    const { page } = await go(site, "#/retain/policies");
    const press = async (key: string, times = 1): Promise<void> => {
      for (let i = 0; i < times; i++) await page.keyboard.press(key);
    };

    await page.getByText("No retention policy yet").waitFor();
    await page.getByRole("link", { name: "New policy" }).first().focus();
    await press("Enter");
    await page.getByRole("heading", { level: 1, name: "New retention policy" }).waitFor();
    await press("Tab");
    await page.keyboard.type("Sign-ins");
    await press("Tab", 2);
    await page.keyboard.type("SigninLogs");
    await press("Enter");

    await page.getByRole("textbox", { name: "Tables" }).waitFor();
    await page.getByText("The agent has not seen this table yet.").waitFor();
    await press("Tab");
    await page.keyboard.type("true");
    await page.getByRole("button", { name: "Save" }).focus();
    await press("Enter");

    await page.getByRole("status").getByText("Sign-ins was saved.").waitFor();
    expect(site.api.state.policies).toMatchObject([{ policyName: "Sign-ins", tables: ["SigninLogs"] }]);
  });

  test("that break a rule are not sent, and the first wrong field gets the focus", async () => {
    const site = await serve(emptyState());
    const { page } = await go(site, "#/retain/policies/new");

    await page.getByRole("switch", { name: "Archive to Blob storage first" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("Mine");
    await page.getByRole("textbox", { name: "Tables" }).fill("9lives");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText('"9lives" is not a table name').waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute("name") === "tables");
    await page.getByRole("textbox", { name: "Tables" }).fill("SecurityEvent");

    await page.getByText("Class A is archived before anything is removed").waitFor();
    await page.getByText("Without an archive this must be 0.").waitFor();
    expect(site.api.state.policies).toEqual([]);
  });

  test("show what the parser found in a predicate, with its place, under the field", async () => {
    const { page } = await go(await serve(), "#/retain/policies/edit/policy-1");
    const predicate = page.getByRole("textbox", { name: "Only rows where (KQL)" });

    await predicate.fill("Level == 1 or externaldata");

    await page.getByText("Line 1, column 15: externaldata may not be used.").waitFor();
    expect(await predicate.getAttribute("aria-invalid")).toBe("true");
    expect(await predicate.getAttribute("aria-describedby")).not.toBeNull();
  });

  test("changed by someone else keep my edits and take theirs", async () => {
    const site = await serve();
    const { page } = await go(site, "#/retain/policies/edit/policy-1");
    await page.getByRole("textbox", { name: "Name" }).fill("My name");

    storePolicy(site.api.state, "policy-1", aPolicyInput({ hotRetentionDays: 30 }));
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Someone changed this in the meantime").waitFor();
    await page.getByRole("button", { name: "Load the newer version, keep my edits" }).click();
    await page.getByText("your edits are kept").waitFor();

    expect(await page.getByRole("textbox", { name: "Name" }).inputValue()).toBe("My name");
    expect(await page.getByRole("textbox", { name: "Days hot" }).inputValue()).toBe("30");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("My name was saved.").waitFor();
    const stored = site.api.state.policies.find(({ id }) => id === "policy-1");
    expect(stored).toMatchObject({ policyName: "My name", hotRetentionDays: 30 });
  });

  test("are deleted after a question, and the focus is inside it", async () => {
    const site = await serve();
    const { page } = await go(site, "#/retain/policies");

    await page.getByRole("button", { name: "Delete Security events" }).click();
    const dialog = page.getByRole("dialog", { name: "Delete Security events?" });
    await dialog.waitFor();
    expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    await dialog.getByRole("button", { name: "Delete" }).click();

    await page.getByText("Security events was deleted.").waitFor();
    expect(site.api.state.policies.map(({ policyName }) => policyName)).toEqual(["Debug traces"]);
  });

  test("cannot be changed by a reader", async () => {
    const { page } = await go(await serve(fullState(["reader"])), "#/retain/policies");
    await page.getByText("Security events").waitFor();

    expect(await page.getByRole("link", { name: "New policy" }).count()).toBe(0);
    expect(await page.getByRole("button", { name: /^Delete/ }).count()).toBe(0);
    await page.getByText("your role is reader").waitFor();
  });
});

describe("settings", () => {
  const saved = {
    jobs: {
      retain: { enabled: false, cadenceMinutes: 720 },
      prevent: { enabled: true, cadenceMinutes: 360 },
      detect: { enabled: true, cadenceMinutes: 30 },
      filter: { enabled: true, cadenceMinutes: 5 },
    },
  };

  test("are changed by keyboard alone, and say who changed them", async () => {
    const site = await serve();
    const { page } = await go(site, "#/settings");
    await page.getByText("Never changed").waitFor();
    expect(await page.getByRole("switch").count()).toBe(4);

    await page.getByRole("switch", { name: "Runs by itself" }).first().focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Every 12");
    for (const _ of [
      ...["Prevent", "Detect", "Filter"].flatMap((job) => [`switch of ${job}`, `cadence of ${job}`]),
      "save",
    ])
      await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");

    await page.getByText("The settings were saved.").waitFor();
    await page.getByText("Changed last by Kim Haneul").waitFor();
    expect(site.api.state.settings).toMatchObject(saved);
  });

  test("that someone else changed meanwhile are not overwritten", async () => {
    const site = await serve();
    const { page } = await go(site, "#/settings");
    await page.getByRole("switch").first().click();

    storeSettings(
      site.api.state,
      { jobs: { ...saved.jobs, retain: { enabled: true, cadenceMinutes: 60 } } },
      "Lee Seojun",
    );
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Someone changed this in the meantime").waitFor();
    expect(site.api.state.settings.changedBy).toBe("Lee Seojun");
    await page.getByRole("button", { name: "Load the newer settings" }).click();

    await page.getByText("Changed last by Lee Seojun").waitFor();
    expect(await page.getByRole("combobox", { name: "How often" }).first().inputValue()).toBe("60");
    await page.getByRole("switch").first().click();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("The settings were saved.").waitFor();
    expect(site.api.state.settings.jobs.retain).toEqual({ enabled: false, cadenceMinutes: 60 });
  });

  test("that could not be saved stay in the form, and can be saved again", async () => {
    const site = await serve();
    const { page } = await go(site, "#/settings");
    await page.getByRole("combobox", { name: "How often" }).first().selectOption("720");
    site.api.fail("updateSettings", aProblem("unavailable", "The store is away."));
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("The store is away.").waitFor();

    site.api.fail("updateSettings", undefined);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("The settings were saved.").waitFor();
    expect(site.api.state.settings.jobs.retain.cadenceMinutes).toBe(720);
  });

  test("cannot be changed by a reader", async () => {
    const { page } = await go(await serve(fullState(["reader"])), "#/settings");
    await page.getByText("your role is reader").waitFor();

    expect(await page.getByRole("switch").first().isDisabled()).toBe(true);
    expect(await page.getByRole("combobox", { name: "How often" }).first().isDisabled()).toBe(true);
    expect(await page.getByRole("button", { name: "Save" }).count()).toBe(0);
  });
});

test("a run shows why rows were held back and how each file was verified", async () => {
  const { page } = await go(await serve(), "#/retain/runs/run_testing00");

  await page.getByText("A legal hold covers these rows.").waitFor();
  await page.getByText("Verification of each file").first().click();
  await page.getByText("SecurityEvent/date=2026-10-01/hour=00/part-1.parquet").waitFor();
  await page.getByText("row-sha256-sum-v1: 918273645 1123581321 31415926 27182818").first().waitFor();
});

test("a legal hold is placed and released", async () => {
  const site = await serve(emptyState());
  const { page } = await go(site, "#/retain/holds");

  await page.getByRole("button", { name: "Place a legal hold" }).click();
  await page.getByRole("textbox", { name: "Reason" }).fill("Case 12");
  await page.getByRole("button", { name: "Place the hold" }).click();
  await page.getByText("The legal hold is active.").waitFor();
  await page.getByRole("button", { name: 'Release the hold "Case 12"' }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Release" }).click();
  await page.getByText("The legal hold was released.").waitFor();

  expect(site.api.state.holds).toMatchObject([{ reason: "Case 12", tables: "all", releasedAt: expect.any(String) }]);
});

test("a problem is shown with its page, and goes away with a retry", async () => {
  const site = await serve();
  site.api.fail("getRun", aProblem("rate-limited", "Wait 30 seconds."));
  const { page } = await visitProblem(site);

  const alert = page.getByRole("alert");
  await alert.getByText("Wait 30 seconds.").waitFor();
  const link = alert.getByRole("link", { name: "About this error" });
  expect(await link.getAttribute("href")).toBe("https://logdoctor.example/errors/rate-limited");
  site.api.fail("getRun", undefined);
  await alert.getByRole("button", { name: "Try again" }).click();

  await page.getByRole("heading", { level: 1, name: /^Run of/ }).waitFor();
});

async function visitProblem(site: Site): Promise<Visit> {
  const visited = await go(site, "#/retain/holds");
  await visited.page.goto(`${site.url}#/retain/runs/run_testing00`);
  return visited;
}

test("an empty tenant is told what to do next", async () => {
  const { page } = await go(await serve(emptyState()), "");

  for (const text of ["No savings measured yet", "No table seen yet", "No agent enrolled yet", "No run yet"]) {
    await page.getByText(text).waitFor();
  }
  expect(await seriousViolations(page)).toEqual([]);
});
