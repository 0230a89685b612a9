export interface TemplatePart {
  /** Where it begins in the template. */
  readonly start: number;
  readonly text: string;
  readonly variable: boolean;
}

const wildcard = "<*>";

/** The fixed texts and the variables of a message template, in order. */
export function templateParts(template: string): TemplatePart[] {
  let start = 0;
  return template
    .split(/(<\*>)/)
    .map((text) => {
      const part = { start, text, variable: text === wildcard };
      start += text.length;
      return part;
    })
    .filter(({ text }) => text !== "");
}

/** A template as one line of text, its variables as dots; shortened for names. */
export function templateLine(template: string, most = 100): string {
  const line = template.replaceAll(wildcard, "…").replace(/\s+/g, " ").trim();
  return line.length > most ? `${line.slice(0, most)}…` : line;
}
