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
  /** Ends a visit that went well: a page that visits share is kept for the next one. */
  readonly close: () => Promise<void>;
  /** Closes the page for good. */
  readonly discard: () => Promise<void>;
}

export interface Visitor {
  /** Opens a page of the tab, at the tests' moment, and waits until it shows its heading. */
  visit(site: Site, hash: string, options?: BrowserContextOptions): Promise<Visit>;
}

/**
 * Visits that differ in nothing but the window's size and colours take place in one page, which forgets what the one before
 * stored and keeps only the tab's files: a page with nothing kept needs three times the work. Others get a page of their own.
 */
export function createVisitor(browser: Browser): Visitor {
  let kept: Watched | undefined;
  return {
    async visit(site, hash, options = {}) {
      const { viewport, colorScheme, ...special } = options;
      if (Object.keys(special).length > 0) {
        const own = await newPage(browser, options);
        return await visitIn(own, site.url + hash, async () => await own.page.context().close());
      }
      const shared = kept ?? (await newPage(browser));
      const { page } = shared;
      // Until it is left in good order: a page that a failed test broke is nobody's.
      kept = undefined;
      await page.setViewportSize(viewport ?? usualViewport);
      await page.emulateMedia({ colorScheme: colorScheme ?? "light" });
      await forget(page, site);
      return await visitIn(shared, site.url + hash, async () => {
        await page.mouse.move(0, 0);
        await page.goto("about:blank");
        kept = shared;
      });
    },
  };
}

const usualViewport = { width: 1280, height: 720 };

interface Watched {
  readonly page: Page;
  /** What went wrong in it since the last visit began. */
  wrong: { readonly errors: string[]; readonly failed: string[] };
}

async function newPage(browser: Browser, options?: BrowserContextOptions): Promise<Watched> {
  const context = await browser.newContext({ locale: "en-US", timezoneId: "Asia/Seoul", ...options });
  const page = await context.newPage();
  await page.clock.setFixedTime(testNow);
  const watched: Watched = { page, wrong: { errors: [], failed: [] } };
  page.on("pageerror", (error) => watched.wrong.errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() !== "error" || message.text().includes("Failed to load resource")) return;
    watched.wrong.errors.push(message.text());
  });
  page.on("requestfailed", (request) =>
    watched.wrong.failed.push(`${request.url()} ${request.failure()?.errorText ?? ""}`),
  );
  return watched;
}

/** From a page of the same origin on which the tab does not run, so that nothing is stored after it. */
async function forget(page: Page, site: Site): Promise<void> {
  await page.goto(`${site.url}config.json`);
  await page.evaluate(() => {
    window.localStorage.clear();
    window.sessionStorage.clear();
  });
  await page.context().clearCookies();
}

async function visitIn(watched: Watched, url: string, close: () => Promise<void>): Promise<Visit> {
  const { page } = watched;
  watched.wrong = { errors: [], failed: [] };
  const { errors, failed } = watched.wrong;
  const discard = async (): Promise<void> => await page.context().close();
  await page.goto(url);
  await page
    .locator("h1")
    .first()
    .waitFor()
    .catch(async (cause: unknown) => {
      const problem = `No heading at ${page.url()}: ${errors.join("; ")} ${failed.join("; ")}`;
      await discard();
      throw new Error(problem, { cause });
    });
  return { page, errors, close, discard };
}

/** Options of a visit in a theme; `contrast` is a choice that the visitor made before, as the system has none such. */
export function inTheme(site: Site, theme: "light" | "dark" | "contrast"): BrowserContextOptions {
  if (theme !== "contrast") return { colorScheme: theme };
  const localStorage = [{ name: "logdoctor.preferences", value: JSON.stringify({ theme }) }];
  return { storageState: { cookies: [], origins: [{ origin: new URL(site.url).origin, localStorage }] } };
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
