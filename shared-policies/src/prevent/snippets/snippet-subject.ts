import type { RecommendedChange } from "../finding.ts";
import type { Snippet } from "../snippets.ts";

/** What a finding brings into a snippet; every text is safe to stand in code. */
export interface SnippetSubject {
  readonly logger: string;
  /** Messages an hour that may stay. */
  readonly perHour: number;
  /** Column or category. */
  readonly subject: string;
  readonly table: string;
  readonly resource: string;
}

export interface SnippetMaker extends Omit<Snippet, "code"> {
  readonly make: Partial<Record<RecommendedChange, (subject: SnippetSubject) => string>>;
}

/** Messages of one kind that a rate limit lets through in a minute: at least one. */
export function perMinute({ perHour }: SnippetSubject): number {
  return Math.max(1, Math.floor(perHour / 60));
}
