import { posix } from "node:path";
import { anchorsOf, codeOf, type LocalLink, localLinks } from "./markdown.ts";
import { folderOf, type Rule } from "./source-file.ts";

const ownExtension = /\.(tsx?|mjs|md|bicep|ya?ml|css|svg)$/;
const pathShape = /^(\.{1,2}\/)*[\w.*<>-]+(\/[\w.*<>-]+)*\/?$/;

/**
 * Links and paths that the documentation names exist. A path in backticks counts as one when it has one of our
 * extensions or begins with a folder of the repository; it may be shortened from the left (`http/mount.ts`), and `*` and
 * `<name>` stand for one segment's part.
 */
export const docReferences: Rule = (files) => {
  const known = new Set(files.flatMap(({ path }) => [path, ...foldersAbove(path)]));
  const folderNames = new Set([...known].filter((path) => !path.includes(".")).map((path) => posix.basename(path)));
  const all = [...known].map((path) => `/${path}`).join("\n");
  const pages = files.filter(({ path }) => path.endsWith(".md"));
  const anchors = new Map(pages.map(({ path, text }) => [path, anchorsOf(text)]));
  // A notice names paths of the place that its data comes from.
  const own = pages.filter(({ path }) => !path.endsWith("/NOTICE.md"));
  return own.flatMap((page) => {
    const links = localLinks(page.text).filter((link) => isDead(page.path, link, { known, anchors }));
    const paths = codeOf(page.text).spans.filter((span) => isPath(span, folderNames) && !matches(span, all));
    const named = [...links.map(({ target, anchor }) => (anchor === "" ? target : `${target}#${anchor}`)), ...paths];
    return named.map((name) => `${page.path} names ${name}, which does not exist`);
  });
};

interface Places {
  readonly known: ReadonlySet<string>;
  readonly anchors: ReadonlyMap<string, ReadonlySet<string>>;
}

function isDead(from: string, { target, anchor }: LocalLink, { known, anchors }: Places): boolean {
  const place = target === "" ? from : posix.join(folderOf(from), target).replace(/\/$/, "");
  return !known.has(place) || (anchor !== "" && anchors.get(place)?.has(anchor) !== true);
}

function foldersAbove(path: string): string[] {
  const folder = folderOf(path);
  return folder === "" ? [] : [folder, ...foldersAbove(folder)];
}

function isPath(span: string, folderNames: ReadonlySet<string>): boolean {
  if (!pathShape.test(span) || span.startsWith("*")) return false;
  const [first = ""] = span.replace(/^(\.{1,2}\/)+/, "").split("/");
  return ownExtension.test(span) || (span.includes("/") && folderNames.has(first));
}

function matches(span: string, all: string): boolean {
  const path = span.replace(/^(\.{1,2}\/)+/, "").replace(/\/$/, "");
  const pattern = path.replaceAll(".", "\\.").replaceAll(/\*|<[\w-]+>/g, "[^/\\n]+");
  return new RegExp(`/${pattern}$`, "m").test(all);
}
