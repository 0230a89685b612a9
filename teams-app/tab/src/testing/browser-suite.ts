import { type Browser, type BrowserContextOptions, launchBrowser } from "@logdoctor/e2e";
import { afterAll, afterEach, beforeAll } from "vitest";
import { buildTab } from "../../build.ts";
import { fullState, type Site, type SiteHost, startSiteHost } from "./start-site.ts";
import { createVisitor, type Visit, type Visitor } from "./visit.ts";

interface BrowserSuite {
  /** A tab over a state of its own; it ends with the test. One at a time. */
  serve(state?: ReturnType<typeof fullState>): Promise<Site>;
  /** Visits it as someone who was never there before. Once in a test. */
  go(site: Site, hash: string, options?: BrowserContextOptions): Promise<Visit>;
}

/** One built tab and one browser for all tests of the file that calls it. */
export function browserSuite(): BrowserSuite {
  let browser: Browser;
  let host: SiteHost;
  let visitor: Visitor;
  const open: Visit[] = [];

  beforeAll(async () => {
    const { dist } = await buildTab();
    host = await startSiteHost(dist);
    browser = await launchBrowser();
    visitor = createVisitor(browser);
  });
  afterAll(async () => {
    await browser?.close();
    await host?.close();
  });
  afterEach(async ({ task }) => {
    const failed = task.result?.state === "fail";
    for (const visit of open.splice(0)) await (failed ? visit.discard() : visit.close());
  });

  return {
    serve: async (state = fullState()) => host.serve(state),
    go: async (site, hash, options) => {
      const visited = await visitor.visit(site, hash, options);
      open.push(visited);
      return visited;
    },
  };
}
