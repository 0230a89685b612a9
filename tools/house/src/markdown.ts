/** The code of a Markdown text: spans in backticks, and the lines of fenced and indented blocks. */
export function codeOf(markdown: string): { spans: string[]; blockLines: string[] } {
  const spans: string[] = [];
  const blockLines: string[] = [];
  let fenced = false;
  for (const line of markdown.split("\n")) {
    const isFence = line.trimStart().startsWith("```");
    if (isFence) fenced = !fenced;
    else if (fenced || /^ {4}\S/.test(line)) blockLines.push(line.trim());
    else spans.push(...[...line.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ""));
  }
  return { spans, blockLines };
}

/** A link or image to a place in the repository; `anchor` is empty when it means the whole file. */
export interface LocalLink {
  readonly target: string;
  readonly anchor: string;
}

/** Links and images that lie in the repository, the page itself included (`target` is then empty). */
export function localLinks(markdown: string): LocalLink[] {
  return [...markdown.matchAll(/\]\(([^)\s]+)\)|\b(?:src|srcset)="([^"]+)"/g)]
    .map((match) => match[1] ?? match[2] ?? "")
    .filter((link) => !/^[a-z]+:/i.test(link))
    .map((link) => {
      const [target = "", anchor = ""] = link.split("#");
      return { target, anchor };
    });
}

/** The anchors that a page's headings give. */
export function anchorsOf(markdown: string): ReadonlySet<string> {
  const headings = [...markdown.matchAll(/^#+ (.+)$/gm)].map((match) => match[1] ?? "");
  return new Set(
    headings.map((text) =>
      text
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
}
