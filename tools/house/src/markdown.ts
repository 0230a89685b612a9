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

/** Targets of links and images that lie in the repository, without their anchors. */
export function localLinks(markdown: string): string[] {
  const targets = [...markdown.matchAll(/\]\(([^)\s]+)\)|\b(?:src|srcset)="([^"]+)"/g)].map(
    (match) => match[1] ?? match[2] ?? "",
  );
  return targets.filter((target) => !/^[a-z]+:|^#/i.test(target)).map((target) => target.replace(/#.*$/, ""));
}
