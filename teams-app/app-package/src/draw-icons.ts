import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { launchBrowser } from "@logdoctor/e2e";
import { iconFiles, iconFolder } from "./icons.ts";

/** Draws the PNG of each icon from its SVG. Run it after a change to an SVG, and commit both. */
export async function drawIcons(): Promise<void> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    for (const { name, size } of iconFiles) {
      const svg = await readFile(join(iconFolder, name.replace(/\.png$/, ".svg")), "utf8");
      await page.setViewportSize({ width: size, height: size });
      await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
      await writeFile(join(iconFolder, name), await page.screenshot({ omitBackground: true }));
    }
  } finally {
    await browser.close();
  }
}

if (import.meta.main) await drawIcons();
