import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./launch-browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => await browser.close());

test("a page renders and runs its script", async () => {
  const page = await browser.newPage();
  await page.setContent("<p id=a></p><script>document.querySelector('#a').textContent = String(6 * 7)</script>");

  expect(await page.textContent("#a")).toBe("42");
});
