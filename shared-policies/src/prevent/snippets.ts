import type { PreventFinding, RecommendedChange } from "./finding.ts";
import { azureSnippets } from "./snippets/azure.ts";
import { dotnetSnippets } from "./snippets/dotnet.ts";
import { javaSnippets } from "./snippets/java.ts";
import { nodeSnippets } from "./snippets/node.ts";
import { pythonSnippets } from "./snippets/python.ts";
import type { SnippetMaker, SnippetSubject } from "./snippets/snippet-subject.ts";

/** What logs, or what is configured. */
export type SnippetPlatform = "dotnet" | "java" | "node" | "python" | "azure";

/** Code to copy: what it is for, and how to highlight it. */
export interface Snippet {
  readonly platform: SnippetPlatform;
  /** Library that it is for, such as Serilog. */
  readonly library: string;
  readonly language: "csharp" | "json" | "java" | "xml" | "javascript" | "python" | "bash";
  readonly code: string;
}

const makers: readonly SnippetMaker[] = [
  ...dotnetSnippets,
  ...javaSnippets,
  ...nodeSnippets,
  ...pythonSnippets,
  ...azureSnippets,
];

/**
 * Snippets that make a finding's change, with its own logger, level and numbers where it names them. Changes to code have
 * one for each logging library, changes to Azure's settings have one for the command line.
 */
export function snippetsFor(
  finding: Pick<PreventFinding, "change" | "callSite" | "level" | "threshold" | "subject" | "table" | "resource">,
): Snippet[] {
  const subject = subjectOf(finding);
  return makers.flatMap(({ platform, library, language, make }) => {
    const code = make[finding.change]?.(subject);
    return code === undefined ? [] : [{ platform, library, language, code: `${code.trim()}\n` }];
  });
}

/** Whether a change is made in code; the others are settings of Azure. */
export function isCodeChange(change: RecommendedChange): boolean {
  return !["stop-storing-column", "disable-category", "lower-table-plan"].includes(change);
}

function subjectOf({
  callSite = "",
  threshold,
  subject = "",
  table,
  resource,
}: Parameters<typeof snippetsFor>[0]): SnippetSubject {
  return {
    logger: loggerOf(callSite),
    perHour: Math.max(1, threshold),
    subject: named(subject, "<name>"),
    table,
    // A resource id is a path of plain characters; anything else would have to be quoted.
    resource: /^[\w/.()-]+$/.test(resource) ? resource : "<resource id>",
  };
}

// Only what looks like a logger goes into code: a call site comes from logs, and could hold anything.
function loggerOf(callSite: string): string {
  return /^[A-Za-z_][\w.]{1,120}$/.test(callSite) ? callSite : "Contoso.Orders";
}

function named(text: string, otherwise: string): string {
  return /^[\w .-]{1,120}$/.test(text) ? text : otherwise;
}
