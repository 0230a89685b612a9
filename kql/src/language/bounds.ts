/** A text that the parser would need too long or too much stack for. A RangeError, as the stack's own end is one. */
export class QueryTooLarge extends RangeError {
  /** Where the bound was met, in UTF-16 units. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.name = "QueryTooLarge";
    this.offset = offset;
  }
}

// The longest of Microsoft's published rules has some thousand words; the parser takes seconds for what is at these bounds.
const MOST = { tokens: 40_000, depth: 250, operators: 3_000, stray: 50, run: 100 } as const;

const TOKENS =
  /\s+|\/\/[^\n]*|[hH]?@"(?:""|[^"\n])*"?|[hH]?@'(?:''|[^'\n])*'?|[hH]?"(?:\\.|[^"\\\n])*"?|[hH]?'(?:\\.|[^'\\\n])*'?|```[\s\S]*?(?:```|$)|~~~[\s\S]*?(?:~~~|$)|-?\d[\w.:-]*|[\p{L}_][\p{L}\p{N}_]*|[\s\S]/guy;

/**
 * Steps over the words of a query and throws QueryTooLarge where they are too many or too deeply nested: the official
 * parser takes minutes, or the stack's end, for texts that nobody writes.
 */
export function checkBounds(text: string): void {
  const count = { tokens: 0, depth: 0, operators: 0, stray: 0, run: 0 };
  for (const { 0: token, index } of text.matchAll(TOKENS)) {
    const first = token.charCodeAt(0);
    if (first <= 32 || token.startsWith("//")) continue;
    count.tokens++;
    if (token.length > 1) {
      count.run = 0;
      if (token === "and" || token === "or") count.operators++;
    } else step(token, count);
    const met = (Object.keys(MOST) as (keyof typeof MOST)[]).find((name) => count[name] > MOST[name]);
    if (met !== undefined) throw new QueryTooLarge(reasons[met], index);
  }
}

const reasons: Readonly<Record<keyof typeof MOST, string>> = {
  tokens: `The query has more than ${MOST.tokens} words`,
  depth: "The query is nested too deeply",
  operators: `The query has more than ${MOST.operators} operators`,
  stray: "The text is not a query: it has many characters that no query has",
  run: "The query is nested too deeply",
};

function step(char: string, count: Record<keyof typeof MOST, number>): void {
  if ("([{".includes(char)) count.depth++;
  else if (")]}".includes(char)) count.depth = Math.max(0, count.depth - 1);
  else if ("+-*/%|".includes(char)) {
    count.operators++;
    count.run++;
  } else if (!",;:.=<>!~@?".includes(char) && !/[\p{L}\p{N}_]/u.test(char)) count.stray++;
  if (!"+-*/%|".includes(char)) count.run = 0;
}
