import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";

/**
 * Starts the headless Chromium that comes with npm; nothing has to be installed on the machine. The caller closes it.
 * The binary is unpacked once into the system's temporary folder. Linux x64 only: elsewhere pass `executablePath` of an
 * installed Chromium.
 */
export async function launchBrowser(executablePath?: string): Promise<Browser> {
  return await playwright.launch({
    executablePath: executablePath ?? (await chromium.executablePath()),
    args: [...chromium.args, "--no-sandbox"],
    headless: true,
  });
}
