import { KqlError } from "@logdoctor/kql-engine";

/** Why a query has no answer, as it is printed. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  /** In the query's text: `offset` from 0, `line` and `column` from 1; null when the data was at fault. */
  readonly position: { readonly offset: number; readonly line: number; readonly column: number } | null;
}

/** The failure of a query, or undefined for an error that is not about one. */
export function failureOf(error: unknown): Failure | undefined {
  if (!(error instanceof KqlError)) return undefined;
  return { code: error.code, message: error.message, position: error.position ?? null };
}

const reasons: Readonly<Record<string, string>> = {
  NotSupported: "The engine cannot prove its answer to this, so it gives none.",
  SyntaxError: "Kusto does not understand this.",
  SemanticError: "Kusto refuses this.",
  Runtime: "It failed on the data.",
};

/** For people: where, what, and what kind of failure it is. */
export function failureText({ code, message, position }: Failure): string {
  const where = position === null ? "" : `${position.line}:${position.column} `;
  return `${where}${code}: ${message}\n${reasons[code] ?? ""}`.trimEnd();
}
