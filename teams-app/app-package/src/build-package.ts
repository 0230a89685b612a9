import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Zippable, zipSync } from "fflate";
import { buildManifest, type ManifestInput } from "./build-manifest.ts";
import { iconFiles, iconFolder, packageFolder } from "./icons.ts";

/** The oldest date that a zip file can hold: the same input makes the same bytes on any day. */
const zipDate = new Date(1980, 0, 1, 0, 0, 0);

/**
 * Writes the zip that is uploaded to Teams, with every file at its root. Throws a `ZodError` for wrong input, before
 * anything is written.
 */
export async function buildPackage(outZip: string, input: ManifestInput): Promise<void> {
  const manifest = buildManifest(input);
  const files: Zippable = { "manifest.json": new TextEncoder().encode(JSON.stringify(manifest, null, 2)) };
  for (const { name } of iconFiles) files[name] = await readFile(join(iconFolder, name));
  for (const { file } of manifest.localizationInfo.additionalLanguages) {
    files[file] = await readFile(join(packageFolder, "languages", file));
  }
  await writeFile(outZip, zipSync(files, { mtime: zipDate }));
}
