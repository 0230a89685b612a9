import { isDigit, isLetter } from "./characters.ts";

/** Lines after the first that are looked at for the type of an exception. */
const MAX_LINES = 200;

/**
 * What of a message tells its log statement: of a stack trace the first line and the type of the exception; of any other
 * message all, up to `most` characters.
 */
export function headline(message: string, most: number): string {
  const text = (message.length > most ? message.slice(0, most) : message).trim();
  const end = text.indexOf("\n");
  if (end < 0) return text;
  const first = text.slice(0, end).trim();
  const rest = text.slice(end + 1).split("\n", MAX_LINES);
  const type = rest.map(exceptionType).find((found) => found !== "");
  if (type !== undefined) return first.includes(type) ? first : `${first} ${type}`;
  return rest.some(isFrame) ? first : text;
}

/** The lines that Java, .NET, Node.js and Python write for a call. */
function isFrame(line: string): boolean {
  const text = line.trimStart();
  return text.startsWith("at ") || text.startsWith('File "') || text.startsWith("... ");
}

const ENDINGS = ["Exception", "Error", "Throwable", "Fault", "Interrupt", "Warning"] as const;

/** The dotted name of an exception at the start of a line, also after "Caused by:"; "" without one. */
function exceptionType(line: string): string {
  const text = line.trimStart().replace(/^(Caused by: |---> )/, "");
  let end = 0;
  while (end < text.length && isNamePart(text, end)) end++;
  const name = text.slice(0, end);
  const ends = end === text.length || text[end] === ":" || text.slice(end).trim() === "";
  return ends && ENDINGS.some((ending) => name.endsWith(ending)) ? name : "";
}

function isNamePart(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return isLetter(code) || (at > 0 && (isDigit(code) || "._$+".includes(text.charAt(at))));
}
