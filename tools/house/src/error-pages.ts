import type { SourceFile } from "./source-file.ts";

const folder = "docs/errors/";

/** Every error code has a page that is named after it, and every page a code. */
export function errorPages(files: readonly SourceFile[], codes: readonly string[]): string[] {
  const pages = new Set(
    files.flatMap(({ path }) => (path.startsWith(folder) ? [path.slice(folder.length).replace(/\.md$/, "")] : [])),
  );
  const missing = codes.filter((code) => !pages.has(code)).map((code) => `${folder}${code}.md is missing`);
  const known = new Set(codes);
  const stray = [...pages].filter((page) => !known.has(page)).map((page) => `${folder}${page}.md has no error code`);
  return [...missing, ...stray];
}
