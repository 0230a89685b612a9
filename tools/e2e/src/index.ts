export type { Browser, BrowserContextOptions, Page } from "playwright-core";
export { launchBrowser } from "./launch-browser.ts";
