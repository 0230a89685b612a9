/** A KQL verbatim literal for exactly `text`: shorter than the escaped form where there are many backslashes. */
export function verbatim(text: string): string {
  return `@'${text.replaceAll("'", "''")}'`;
}

/** `replace_regex` or `replace_string` around an expression. */
export function replaced(expression: string, how: "regex" | "string", [find, put]: readonly [string, string]): string {
  return `replace_${how}(${expression}, ${verbatim(find)}, ${verbatim(put)})`;
}

/** The ids of patterns as a list of literals. */
export function idsOf(patterns: readonly { readonly id: string }[]): string {
  return patterns.map(({ id }) => verbatim(id).slice(1)).join(", ");
}
