import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";

/**
 * Not the arguments that the package proposes: those suit a function host, where one process lasts for one page, and
 * they switch off the same-origin rules that the tests rely on.
 */
const launchArguments = ["--no-sandbox", "--disable-dev-shm-usage", "--font-render-hinting=none"];

/**
 * Starts the headless Chromium that comes with npm; nothing has to be installed on the machine. The caller closes it.
 * The binary is unpacked once into the system's temporary folder. Linux x64 only: elsewhere pass `executablePath` of an
 * installed Chromium.
 */
export async function launchBrowser(executablePath?: string): Promise<Browser> {
  return await playwright.launch({
    executablePath: executablePath ?? (await chromium.executablePath()),
    args: launchArguments,
    headless: true,
  });
}
