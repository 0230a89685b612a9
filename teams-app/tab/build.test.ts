import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { buildTab } from "./build.ts";

test("the tab is built once for the same sources, for its place under /tab/, in files that load quickly", async () => {
  const { dist } = await buildTab();

  expect(await buildTab()).toEqual({ dist, built: false });
  expect(await readFile(join(dist, "index.html"), "utf8")).toContain('src="/tab/assets/');
  const names = await readdir(join(dist, "assets"));
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(dist, "assets", name))).size));
  expect(Math.max(...sizes)).toBeLessThan(1_200_000);
});

test("it holds React's production build, whoever asked for it", async () => {
  const { dist } = await buildTab();
  const assets = join(dist, "assets");
  const scripts = (await readdir(assets)).filter((name) => name.endsWith(".js"));
  const texts = await Promise.all(scripts.map(async (name) => await readFile(join(assets, name), "utf8")));

  expect(texts.filter((text) => text.includes("Encountered two children with the same key"))).toEqual([]);
});
