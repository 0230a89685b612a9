import { describe, expect, test } from "vitest";
import { browserSuite } from "./src/testing/browser-suite.ts";
import { storeNotifySettings } from "./src/testing/fake-notify.ts";
import { aNotification } from "./src/testing/notify-documents.ts";
import { aProblem } from "./src/testing/refusal.ts";
import { emptyState, fullState, type Site } from "./src/testing/start-site.ts";
import { overflow, seriousViolations } from "./src/testing/visit.ts";

const { serve, go } = browserSuite();

const hash = "#/settings/notifications";
const secret = "https://prod-3.koreacentral.logic.azure.com/workflows/abc?sig=c2VjcmV0";
const settingsOf = ({ api }: Site) => api.state.notify.settings;

describe("the page of notifications", () => {
  test.each([
    ["light", 320],
    ["dark", 320],
    ["light", 1280],
  ] as const)("%s, %i pixels: accessible, fits, no errors", async (colorScheme, width) => {
    const { page, errors } = await go(await serve(), hash, { viewport: { width, height: 800 }, colorScheme });
    await page.getByText("BotNotInConversationRoster").first().waitFor();
    await page.waitForLoadState("networkidle");

    expect(await seriousViolations(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(errors).toEqual([]);
  });

  test.each([
    ["ko-KR", "시험해 보기", "전달 실패"],
    ["ja-JP", "試してみる", "未達"],
  ])("%s", async (locale, title, dead) => {
    const { page } = await go(await serve(), hash, { locale });

    await page.getByRole("heading", { name: title }).waitFor();
    await page.getByRole("row").getByText(dead, { exact: true }).waitFor();
  });

  test("tells an empty tenant what to do, and tests nothing", async () => {
    const { page } = await go(await serve(emptyState()), hash);

    await page.getByText("The bot is installed nowhere").waitFor();
    await page.getByText("No webhook is set.").waitFor();
    await page.getByText("Nobody is named").waitFor();
    await page.getByText("Nothing was owed so far").waitFor();
    const button = page.getByRole("button", { name: "Send a test card" });
    expect(await button.getAttribute("aria-disabled")).toBe("true");
    await page.getByText("There is no channel yet").waitFor();
  });

  test("says what went wrong in each part, and loads after a retry", async () => {
    const site = await serve();
    site.api.fail("getNotificationSettings", aProblem("rate-limited", "Wait 30 seconds."));
    site.api.fail("listNotifications", aProblem("rate-limited", "Wait 20 seconds."));
    const { page } = await go(site, hash);

    await page.getByText("Wait 30 seconds.").waitFor();
    await page.getByText("Wait 20 seconds.").waitFor();
    site.api.fail("getNotificationSettings", undefined);
    site.api.fail("listNotifications", undefined);
    await page.getByRole("button", { name: "Try again" }).first().click();
    await page.getByText("Incidents are posted here").waitFor();
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("row").getByText("Not delivered", { exact: true }).waitFor();
  });

  test("can be read by a reader, who has nothing to press", async () => {
    const { page } = await go(await serve(fullState(["reader"])), hash);
    await page.getByText("that needs the role admin").waitFor();
    await page.getByText("Set: prod-27.koreacentral.logic.azure.com").waitFor();

    expect(await page.getByRole("button", { name: /Save|test card|Deliver|Add|Remove/ }).count()).toBe(0);
    expect(await page.locator("input[type=password]").count()).toBe(0);
    expect(await page.getByRole("checkbox", { name: "High" }).isDisabled()).toBe(true);
  });
});

describe("settings", () => {
  test("are changed by keyboard alone, and keep what was not touched", async () => {
    const site = await serve();
    const { page } = await go(site, hash);
    await page.getByRole("checkbox", { name: "High" }).focus();
    await page.keyboard.press("Space");
    await page.getByRole("combobox", { name: "Language of the cards" }).focus();
    await page.keyboard.press("End");
    await page.getByRole("button", { name: "Save" }).focus();
    await page.keyboard.press("Enter");

    await page.getByRole("status").getByText("The notification settings were saved.").waitFor();
    expect(settingsOf(site)).toMatchObject({
      ...{ language: "ja", severities: ["CRITICAL"] },
      ...{ responders: [{ name: "Kim Haneul" }], webhook: { host: "prod-27.koreacentral.logic.azure.com" } },
    });
  });

  test("take a webhook that is never shown again, and let it go", async () => {
    const site = await serve();
    const { page } = await go(site, hash);
    const address = page.getByLabel("Address of a new webhook");
    await address.fill(secret);
    expect(await address.getAttribute("type")).toBe("password");
    await page.getByRole("button", { name: "Save" }).click();

    await page.getByText("Set: prod-3.koreacentral.logic.azure.com").waitFor();
    expect(site.api.state.notify.sentTo).toEqual([secret]);
    expect(await address.inputValue()).toBe("");
    expect(await page.content()).not.toContain("sig=");

    await page.getByRole("checkbox", { name: "Remove the webhook" }).check();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("No webhook is set.").waitFor();
    expect(settingsOf(site).webhook).toBeUndefined();
  });

  test("refuse what is no webhook: at once what is no address, by the service what is another host", async () => {
    const site = await serve();
    const { page } = await go(site, hash);
    const address = page.getByLabel("Address of a new webhook");
    await address.fill("http://prod-3.koreacentral.logic.azure.com/x");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Enter a whole address").waitFor();
    expect(site.api.state.notify.sentTo).toEqual([]);

    await address.fill("https://evil.example/x");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("This address was refused.").waitFor();
    expect(settingsOf(site).webhook?.host).toBe("prod-27.koreacentral.logic.azure.com");
  });

  test("name who may act, with an object id", async () => {
    const site = await serve();
    const { page } = await go(site, hash);
    await page.getByRole("button", { name: "Add a person" }).click();
    await page.getByRole("textbox", { name: "Name of person 2" }).fill("Lee Seojun");
    await page.getByRole("textbox", { name: "Entra object id of person 2" }).fill("seojun");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Enter an object id").waitFor();
    await page
      .getByRole("textbox", { name: "Entra object id of person 2" })
      .fill("8b1c3d5e-6f7a-4b2c-8d9e-0f1a2b3c4d5e");
    await page.getByRole("button", { name: "Remove person 1" }).click();
    await page.getByRole("button", { name: "Save" }).click();

    await page.getByText("The notification settings were saved.").waitFor();
    const responders = [{ objectId: "8b1c3d5e-6f7a-4b2c-8d9e-0f1a2b3c4d5e", name: "Lee Seojun" }];
    expect(settingsOf(site).responders).toEqual(responders);
  });

  test("that someone else changed meanwhile are not overwritten unseen", async () => {
    const site = await serve();
    const { page } = await go(site, hash);
    const language = page.getByRole("combobox", { name: "Language of the cards" });
    await language.selectOption("en");
    storeNotifySettings(site.api.state, { language: "ja", severities: ["HIGH"], responders: [] });

    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Someone changed this in the meantime").waitFor();
    expect(settingsOf(site)).toMatchObject({ language: "ja", severities: ["HIGH"] });
    await page.getByRole("button", { name: "Load the newer settings" }).click();

    await page.getByText("Nobody is named").waitFor();
    expect(await language.inputValue()).toBe("ja");
  });
});

describe("a test card", () => {
  test("says for each channel what became of it", async () => {
    const site = await serve();
    site.api.state.notify.problems = { "prod-27.koreacentral.logic.azure.com": "HTTP 401" };
    const { page } = await go(site, hash);
    await page.getByRole("button", { name: "Send a test card" }).click();

    const results = page.getByRole("list", { name: "Results" });
    await results.getByText("Posted").waitFor();
    await results.getByText("HTTP 403 BotNotInConversationRoster").waitFor();
    await results.getByText("HTTP 401").waitFor();
    expect(await results.getByText("Not delivered").count()).toBe(2);
    await page.getByRole("status").getByText("2 channels did not take the card.").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
  });

  test("waits until changes are saved, and shows a refusal", async () => {
    const site = await serve();
    const { page } = await go(site, hash);
    const button = page.getByRole("button", { name: "Send a test card" });
    await page.getByRole("combobox", { name: "Language of the cards" }).selectOption("en");
    await page.getByText("Save the changes first.").waitFor();
    expect(await button.getAttribute("aria-disabled")).toBe("true");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("The notification settings were saved.").waitFor();

    site.api.fail("testNotifications", aProblem("rate-limited", "This tenant sends too many requests."));
    await button.click();
    await page.getByText("This tenant sends too many requests.").waitFor();
  });
});

describe("an incident's page", () => {
  test("says where people were told", async () => {
    const site = await serve();
    const { page, errors } = await go(site, "#/detect/incidents/inc_testing01", {
      viewport: { width: 320, height: 800 },
    });
    const told = page.getByRole("list", { name: "Where people were told" });

    await told.getByRole("listitem").getByText("Shows it as it is").waitFor();
    await told.getByText("HTTP 403 BotNotInConversationRoster").waitFor();
    await told.getByText("Told", { exact: true }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(errors).toEqual([]);
  });

  test("says that nobody was told where there is no channel, and what went wrong", async () => {
    const site = await serve();
    site.api.state.notify.settings = emptyState().notify.settings;
    site.api.fail("getIncidentChannels", aProblem("rate-limited", "Wait 10 seconds."));
    const { page } = await go(site, "#/detect/incidents/inc_testing01");
    await page.getByText("Wait 10 seconds.").waitFor();

    site.api.fail("getIncidentChannels", undefined);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("Nobody was told: there is no channel.").waitFor();
    await page.getByRole("link", { name: "Set up notifications" }).click();
    await page.getByRole("heading", { level: 1, name: "Notifications" }).waitFor();
  });
});

describe("what could not be delivered", () => {
  const again = "Deliver again: New incident, inc_testing01";

  test("is told beside the incidents, and put back from the list by keyboard", async () => {
    const site = await serve();
    const { page } = await go(site, "#/detect/incidents");
    await page.getByText("One notification could not be delivered").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole("link", { name: "See why" }).click();
    await page.getByRole("row", { name: /Not delivered Last reason: HTTP 403/ }).waitFor();
    await page.getByRole("combobox", { name: "State", exact: true }).selectOption("dead");

    await page.getByRole("button", { name: again }).focus();
    await page.keyboard.press("Enter");

    await page.getByRole("status").getByText("It is delivered again now.").waitFor();
    await page.getByText("No notification in this state.").waitFor();
    expect(site.api.state.notify.notifications.map(({ state }) => state)).not.toContain("dead");
    await page.getByRole("link", { name: "Detect" }).click();
    await page.getByRole("heading", { level: 1, name: "Incidents" }).waitFor();
    expect(await page.getByText("could not be delivered").count()).toBe(0);
  });

  test("and was put back by someone else meanwhile is shown as it is", async () => {
    const site = await serve();
    const { page } = await go(site, hash);
    const button = page.getByRole("button", { name: again });
    await button.waitFor();
    site.api.state.notify.notifications = [aNotification("3", { state: "sent" })];

    await button.click();

    await page.getByRole("status").getByText("It is not undelivered any more.").waitFor();
    // The list is read again meanwhile.
    await button.waitFor({ state: "detached" });
  });

  test("of Prevent is named as such, and has no page to go to", async () => {
    const site = await serve();
    const { incidentId: _, ...card } = aNotification("9", { alertCardId: "pvc_testing09", state: "dead" });
    site.api.state.notify.notifications = [card];
    const { page } = await go(site, hash);

    await page.getByRole("row", { name: /pvc_testing09 New findings of Prevent/ }).waitFor();
    expect(await page.getByRole("link", { name: "pvc_testing09" }).count()).toBe(0);
    await page.getByRole("button", { name: "Deliver again: New findings of Prevent, pvc_testing09" }).click();
    await page.getByText("It is delivered again now.").waitFor();
  });

  test("goes on page by page", async () => {
    const state = fullState();
    state.notify.notifications = Array.from({ length: 30 }, (_, i) => aNotification(String(59 - i), {}));
    const { page } = await go(await serve(state), hash);
    const rows = page.getByRole("table", { name: "Notifications so far" }).getByRole("row");

    await page.getByRole("button", { name: "Show more" }).click();
    await rows.nth(30).waitFor();
    expect(await rows.count()).toBe(31);
  });
});
