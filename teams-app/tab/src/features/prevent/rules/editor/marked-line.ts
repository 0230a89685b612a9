export interface MarkedLine {
  readonly before: string;
  readonly marked: string;
  readonly after: string;
}

export interface Place {
  readonly line: number;
  readonly column: number;
}

/** The line that a place is in, with the word that begins there set apart; undefined where the text has no such line. */
export function markedLine(text: string, { line, column }: Place): MarkedLine | undefined {
  const whole = text.split("\n")[line - 1];
  if (whole === undefined) return undefined;
  const start = Math.min(column - 1, whole.length);
  const word = /^(?:[\w.]+|"[^"]*"?|\S)/.exec(whole.slice(start))?.[0] ?? "";
  return { before: whole.slice(0, start), marked: word, after: whole.slice(start + word.length) };
}

/** Where a place lies in the text, in characters from its beginning, with the length of the word there. */
export function selectionAt(text: string, place: Place): { readonly start: number; readonly end: number } {
  const lines = text.split("\n");
  const above = lines.slice(0, place.line - 1).reduce((sum, { length }) => sum + length + 1, 0);
  const { before = "", marked = "" } = markedLine(text, place) ?? {};
  const start = Math.min(above + before.length, text.length);
  return { start, end: Math.min(start + marked.length, text.length) };
}
