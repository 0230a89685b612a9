import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  call,
  getIncident,
  getSettings,
  listIncidents,
  listNotifications,
  updateSettings,
} from "@logdoctor/shared-policies";
import { type Company, createProgress, type Product, startProduct } from "@logdoctor/start";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "./launch-browser.ts";

// An attack goes all the way: rows in a workspace, the agent's tick, an incident, its card in Teams, and the tab of the real
// provider in a browser, which acts on it.

/** Only for a machine that is busy with other things; half a minute is usual. */
const slowMachineMs = 240_000;
const patienceMs = 15_000;

let directory: string;
let product: Product;
let company: Company;
let browser: Browser;
let page: Page;
const problems: string[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "logdoctor-incident-"));
  product = await startProduct(
    { directory, scale: 0.001, port: 0, seed: "incident" },
    createProgress({ write: () => true }),
  );
  const [first] = product.companies;
  if (first === undefined) throw new Error("There is no company");
  company = first;
  await Promise.all(product.companies.map((one) => switchJobs(one, { detect: one === company })));
  await product.loadAttack();
  await product.tick();
  browser = await launchBrowser();
  page = await signedIn(company.admin);
}, slowMachineMs);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await rm(directory, { recursive: true, force: true });
});

/** What is not needed here is another test's, and takes most of a tick. */
async function switchJobs(of: Company, { detect }: { readonly detect: boolean }): Promise<void> {
  const api = product.api(of);
  const { data } = await call(api, getSettings);
  const off = Object.entries(data.jobs).map(([job, settings]) => [job, { ...settings, enabled: false }]);
  const jobs = { ...data.jobs, ...Object.fromEntries(off), detect: { ...data.jobs.detect, enabled: detect } };
  await call(api, updateSettings, { ifMatch: data.etag, body: { jobs } });
}

async function signedIn({ username }: Company["admin"]): Promise<Page> {
  const opened = await (await browser.newContext({ locale: "en-US" })).newPage();
  opened.on("pageerror", (error) => problems.push(error.message));
  opened.on("console", (line) => line.type() === "error" && problems.push(line.text()));
  await opened.goto(product.tabUrl);
  await opened.getByRole("link", { name: username }).click();
  await opened.getByRole("heading", { name: "Overview" }).waitFor();
  return opened;
}

const cards = () => product.cloud.azure.connector.messages();
const cardOf = (id: string) => cards().find(({ card }) => JSON.stringify(card).includes(id));

/** The incident by SQL injection, as the API has it. */
async function injection() {
  const { data } = await call(product.api(company), listIncidents, { query: { limit: 50 } });
  const found = data.items.find(({ patternId }) => patternId === "sql-injection");
  if (found === undefined) throw new Error("The attack was not found");
  return found;
}

describe("an incident that a real agent found", () => {
  test("is on a card in Teams, with its buttons", async () => {
    const { id } = await injection();
    await expect.poll(() => cardOf(id), { timeout: patienceMs }).toMatchObject({ writes: 1 });
    expect(JSON.stringify(cardOf(id)?.card)).toContain('"move":"investigate"');
  });

  test("is found in the tab, with the request that matched", async () => {
    const { sourceIP } = await injection();
    await page.getByRole("link", { name: "Detect" }).click();
    await page
      .getByRole("link", { name: `sql-injection from ${sourceIP}` })
      .first()
      .click();
    await page.getByRole("heading", { level: 1, name: `sql-injection from ${sourceIP}` }).waitFor();
    await page
      .getByText(/union|select|' or /i)
      .first()
      .waitFor();
  });

  test("is taken up in the tab, and the card shows it to everyone, in their language", async () => {
    const { id } = await injection();
    await page.getByRole("button", { name: "Start investigating" }).click();
    const dialog = page.getByRole("dialog", { name: "Start investigating" });
    await dialog.getByRole("textbox", { name: "Reason" }).fill("Looking into it");
    await dialog.getByRole("button", { name: "Start investigating" }).click();
    await page.getByRole("status").getByText("The incident is now: Investigating").waitFor();

    await expect.poll(() => cardOf(id)?.summary, { timeout: patienceMs }).toContain("조사 중");
    expect(JSON.stringify(cardOf(id)?.card)).toContain("Looking into it");
    expect(cards().filter(({ card }) => JSON.stringify(card).includes(id))).toHaveLength(1);
    const { data } = await call(product.api(company), getIncident, { params: { id } });
    expect(data.transitions.map(({ action }) => action)).toEqual(["open", "investigate"]);
    expect(data.transitions.at(-1)?.actor).toMatchObject({ kind: "person", id: company.admin.objectId });
  });

  test("is blocked from the card, and a colleague sees it in the tab, who may look and not act", async () => {
    const { id } = await injection();
    const answer = await pressed(id, "block", "It is one");
    expect(JSON.stringify(answer)).toContain("차단 중");

    await expect.poll(() => cardOf(id)?.summary, { timeout: patienceMs }).toContain("차단 중");

    const colleague = await signedIn(company.reader);
    await colleague.goto(`${product.tabUrl}#/detect/incidents/${id}`);
    await colleague.getByRole("listitem").getByText("It is one").waitFor();
    await colleague.getByText(`Real attack, by ${company.admin.name}`).waitFor();
    await colleague.getByText("Shows it as it is").waitFor();
    expect(await colleague.getByRole("button", { name: "Resolve" }).count()).toBe(0);
  });
});

/** Presses a button of the card that Teams holds, as the company's admin. */
async function pressed(id: string, move: string, reason: string): Promise<unknown> {
  const { azure } = product.cloud;
  const posted = cardOf(id);
  const buttons = [...JSON.stringify(posted?.card).matchAll(/\{"action":"incident"[^}]*\}/g)];
  const data = buttons.map(([text]) => JSON.parse(text) as Record<string, unknown>).find((one) => one["move"] === move);
  const appId = product.provider.deps.notify.bot?.appId ?? "";
  const [serviceUrl, now] = [`${azure.url}/connector/`, Math.floor(azure.clock.nowMs() / 1000)];
  const claims = { iss: "https://api.botframework.com", aud: appId, serviceurl: serviceUrl, nbf: now, exp: now + 600 };
  const { tenantId } = company.tenant;
  const activity = {
    ...{ type: "invoke", name: "adaptiveCard/action", id: "click-1", channelId: "msteams", serviceUrl },
    from: { id: "29:admin", aadObjectId: company.admin.objectId, name: company.admin.name },
    recipient: { id: `28:${appId}` },
    conversation: { id: posted?.conversationId, conversationType: "channel", tenantId },
    channelData: { tenant: { id: tenantId } },
    value: { action: { type: "Action.Execute", verb: "incident", data: { ...data, reason } }, trigger: "manual" },
  };
  const authorization = `Bearer ${await azure.connector.token(claims)}`;
  const headers = { "content-type": "application/json", authorization };
  const body = JSON.stringify(activity);
  const response = await fetch(`${product.provider.url}/api/messages`, { method: "POST", headers, body });
  expect(response.status).toBe(200);
  return response.json();
}

describe("the page of notifications", () => {
  test("shows what was sent, and posts a test card to the channel", async () => {
    await page.goto(`${product.tabUrl}#/settings/notifications`);
    await page.getByText("Incidents are posted here").waitFor();
    await page
      .getByRole("row", { name: /New incident/ })
      .getByText("Sent")
      .first()
      .waitFor();
    await page.getByRole("button", { name: "Send a test card" }).click();

    await page.getByRole("list", { name: "Results" }).getByText("Posted").waitFor();
    expect(cards().map(({ summary }) => summary)).toContain("Log Doctor 테스트 카드");
    const { data } = await call(product.api(company), listNotifications, { query: { limit: 200, state: "dead" } });
    expect(data.items).toEqual([]);
  });

  test("reported no error of its own on the way, nor did any page before it", () => {
    expect(problems).toEqual([]);
  });
});
