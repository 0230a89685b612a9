type NumberKeeper = (key: string, value: unknown, context: { source: string }) => unknown;

// Node 24 has both (TC39 "JSON.parse source text access"); the compiler's library does not know them yet.
const exact = JSON as unknown as {
  parse(text: string, reviver: NumberKeeper): unknown;
  rawJSON(text: string): unknown;
  isRawJSON(value: unknown): boolean;
};

/**
 * Parses JSON so that `JSON.stringify` writes every number back as it was read: a long beyond 2^53 or a decimal keeps all its digits.
 * Numbers are opaque values in between. Throws SyntaxError.
 */
export function parseExact(text: string): unknown {
  return exact.parse(text, (_key, value, context) =>
    typeof value === "number" ? exact.rawJSON(context.source) : value,
  );
}

/** True for a number that `parseExact` read: it is an opaque object. */
export function isExactNumber(value: unknown): boolean {
  return exact.isRawJSON(value);
}
