import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Browser, BrowserContextOptions, Page } from "@logdoctor/e2e";
import { testNow } from "./documents.ts";
import type { Site } from "./start-site.ts";

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

export interface Visit {
  readonly page: Page;
  /** Errors that the page threw or wrote to the console. */
  readonly errors: string[];
  readonly close: () => Promise<void>;
}

/** Opens a page of the tab in a browser of its own, at the tests' moment, and waits until it shows its heading. */
export async function visit(
  browser: Browser,
  site: Site,
  hash: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ locale: "en-US", timezoneId: "Asia/Seoul", ...options });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("Failed to load resource")) errors.push(message.text());
  });
  const failed: string[] = [];
  page.on("requestfailed", (request) => failed.push(`${request.url()} ${request.failure()?.errorText ?? ""}`));
  await page.clock.setFixedTime(testNow);
  await page.goto(site.url + hash);
  await page
    .locator("h1")
    .first()
    .waitFor()
    .catch((cause: unknown) => {
      throw new Error(`No heading at ${page.url()}: ${errors.join("; ")} ${failed.join("; ")}`, { cause });
    });
  return { page, errors, close: async () => await context.close() };
}

/** What axe finds that would keep people out: its serious and critical rules. */
export async function seriousViolations(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(axePath, "utf8"));
  return await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: () => Promise<{ violations: Violation[] }> } };
    interface Violation {
      readonly id: string;
      readonly impact: string;
      readonly nodes: readonly { readonly html: string }[];
    }
    const { violations } = await axe.run();
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
  });
}

/** Pixels by which the page is wider than the window. */
export async function overflow(page: Page): Promise<number> {
  return await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}
