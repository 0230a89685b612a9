import { type Browser, type BrowserContextOptions, launchBrowser } from "@logdoctor/e2e";
import { afterAll, afterEach, beforeAll } from "vitest";
import { buildTab } from "../../build.ts";
import { fullState, type Site, startSite } from "./start-site.ts";
import { type Visit, visit } from "./visit.ts";

interface BrowserSuite {
  /** A tab of its own over a state of its own; both end with the test. */
  serve(state?: ReturnType<typeof fullState>): Promise<Site>;
  go(site: Site, hash: string, options?: BrowserContextOptions): Promise<Visit>;
}

/** One built tab and one browser for all tests of the file that calls it. */
export function browserSuite(): BrowserSuite {
  let browser: Browser;
  let dist: string;
  const open: { close: () => Promise<void> }[] = [];

  beforeAll(async () => {
    ({ dist } = await buildTab());
    browser = await launchBrowser();
  });
  afterAll(async () => await browser.close());
  afterEach(async () => {
    for (const thing of open.splice(0).reverse()) await thing.close();
  });

  return {
    serve: async (state = fullState()) => {
      const site = await startSite(dist, state);
      open.push(site);
      return site;
    },
    go: async (site, hash, options) => {
      const visited = await visit(browser, site, hash, options);
      open.push(visited);
      return visited;
    },
  };
}
