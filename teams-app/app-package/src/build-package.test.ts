import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildManifest } from "./build-manifest.ts";
import { buildPackage } from "./build-package.ts";
import { iconFiles, iconFolder } from "./icons.ts";
import { anInstallation } from "./testing.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "app-package-"));
});
afterAll(async () => await rm(folder, { recursive: true }));

describe("the package", () => {
  test("has every file that the manifest names, at its root", async () => {
    const path = join(folder, "app.zip");

    await buildPackage(path, anInstallation());

    const files = unzipSync(await readFile(path));
    expect(Object.keys(files).toSorted()).toEqual(
      ["color.png", "color32x32.png", "ja.json", "ko.json", "manifest.json", "outline.png"].toSorted(),
    );
    const manifest = JSON.parse(new TextDecoder().decode(files["manifest.json"]));
    expect(manifest).toEqual(buildManifest(anInstallation()));
  });

  test("is the same bytes each time", async () => {
    const paths = [join(folder, "a.zip"), join(folder, "b.zip")];

    for (const path of paths) await buildPackage(path, anInstallation());

    const [first, second] = await Promise.all(paths.map(async (path) => await readFile(path)));
    expect(first?.equals(second ?? Buffer.alloc(0))).toBe(true);
  });

  test("is not written from wrong input", async () => {
    const path = join(folder, "wrong.zip");

    await expect(buildPackage(path, anInstallation({ appId: "none" }))).rejects.toThrow("appId");
    await expect(readFile(path)).rejects.toThrow("ENOENT");
  });
});

describe("icons", () => {
  test.each(iconFiles)("$name is $size pixels square", async ({ name, size }) => {
    const { width, height } = PNG.sync.read(await readFile(join(iconFolder, name)));

    expect({ width, height }).toEqual({ width: size, height: size });
  });

  test("the outline is white on a transparent ground", async () => {
    const { data } = PNG.sync.read(await readFile(join(iconFolder, "outline.png")));
    const pixels = Array.from({ length: data.length / 4 }, (_, i) => [...data.subarray(i * 4, i * 4 + 4)]);

    const visible = pixels.filter(([, , , alpha]) => alpha !== 0);
    expect(visible.length).toBeGreaterThan(50);
    expect(visible.length).toBeLessThan(pixels.length / 2);
    // Chromium stores half-covered pixels premultiplied, so faint ones may be off white by a rounding step.
    expect(visible.every(([r, g, b]) => [r, g, b].every((part) => (part ?? 0) >= 250))).toBe(true);
  });
});
