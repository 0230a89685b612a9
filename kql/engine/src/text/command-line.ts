import { KqlError } from "../errors.ts";

/**
 * The arguments of a Windows command line, by the rules of CommandLineToArgvW.
 * https://learn.microsoft.com/kusto/query/parse-command-line-function
 */
export function commandLine(text: string): string[] {
  if (text.trim() === "") throw new KqlError("NotSupported", "parse_command_line() of no text is not proven");
  const found: string[] = [];
  const word = /[^ \t]/g;
  let at = text.search(word);
  while (at >= 0 && at < text.length) {
    const [argument, end] = argumentAt(text, at);
    // The program's own name follows other rules.
    if (found.length === 0 && /\\"/.test(text.slice(at, end)))
      throw new KqlError("NotSupported", "parse_command_line() of such a program name is not proven");
    found.push(argument);
    word.lastIndex = end;
    at = word.exec(text)?.index ?? -1;
  }
  return found;
}

// 2n backslashes before a quote are n of them, 2n + 1 are n and the quote itself; others are themselves.
function argumentAt(text: string, start: number): [argument: string, end: number] {
  let argument = "";
  let quoted = false;
  let at = start;
  while (at < text.length) {
    const slashes = /^\\*/.exec(text.slice(at))?.[0].length ?? 0;
    if (slashes > 0) {
      at += slashes;
      const escapes = text[at] === '"';
      argument += "\\".repeat(escapes ? Math.floor(slashes / 2) : slashes);
      if (!escapes || slashes % 2 === 0) continue;
      argument += '"';
      at++;
      continue;
    }
    const sign = text[at] ?? "";
    if (!quoted && (sign === " " || sign === "\t")) break;
    if (sign !== '"') argument += sign;
    else if (quoted && text[at + 1] === '"')
      throw new KqlError("NotSupported", "parse_command_line() of doubled quotes is not proven");
    else quoted = !quoted;
    at++;
  }
  return [argument, at];
}
