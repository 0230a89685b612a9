import { quoteString } from "@logdoctor/kql";

/** Words with a digit in them, addresses and quoted texts: what differs between two messages of one kind. */
const VARIABLE = String.raw`\B'[^']*'|[^\s]*@[^\s]+|[\w.:/+%#$-]*[0-9][\w.:/+%#$-]*`;
const QUOTED = '"[^"]*"';
const REPEATED = String.raw`\*(?:[\s,;|&]+\*)+`;

/** Characters of a message that its key is made of, and of the key. */
const READ = 400;
const KEPT = 160;

/**
 * A KQL function `KeyOf(text)` that gives most messages of one template the same short text. It need not be right: what it
 * leaves apart is put together by the templates, which the agent finds in one message of each key.
 */
export function keyFunction(): string {
  const masked = (regex: string): string =>
    `replace_regex(replace_regex(substring(text, 0, ${READ}), ${quoteString(regex)}, "*"), ${quoteString(REPEATED)}, "*")`;
  // In JSON the quoted texts are the message itself.
  return `let KeyOf = (text:string) { substring(iff(text startswith "{", ${masked(VARIABLE)}, ${masked(`${QUOTED}|${VARIABLE}`)}), 0, ${KEPT}) };`;
}
