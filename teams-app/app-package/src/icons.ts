import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Folder of the package's source files: template, icons, languages. */
export const packageFolder = dirname(dirname(fileURLToPath(import.meta.url)));
export const iconFolder = join(packageFolder, "icons");

/** Icons of a Teams app and their sizes in pixels (Teams app manifest, `icons`). */
export const iconFiles = [
  { name: "color.png", size: 192 },
  { name: "outline.png", size: 32 },
  { name: "color32x32.png", size: 32 },
] as const;
