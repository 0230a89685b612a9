import { type Column, type Engine, KqlError, ticksFromIso } from "@logdoctor/kql-engine";

export interface Answer {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly unknown[])[];
}

/** `fault` is an error that is no refusal: the engine itself broke. */
export type Outcome =
  | ({ readonly kind: "answer" } & Answer)
  | { readonly kind: "refused"; readonly reason: string; readonly byKusto: boolean }
  | { readonly kind: "fault"; readonly reason: string };

const now = ticksFromIso("2026-01-02T00:00:00Z");
const timeoutMs = 20_000;
/** What DuckDB says of SQL that should not have been made. */
const broken = /INTERNAL|Binder Error|Parser Error|Catalog Error/;

/** Runs one query to its end, whatever comes. */
export async function ask(engine: Engine, query: string): Promise<Outcome> {
  try {
    const { columns, rows } = await engine.query(query, { now, timeoutMs });
    const all: unknown[][] = [];
    for await (const batch of rows()) all.push(...batch.map((row) => JSON.parse(row) as unknown[]));
    return { kind: "answer", columns, rows: all };
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    if (!(error instanceof KqlError) || broken.test(error.message)) return { kind: "fault", reason };
    const byKusto = error.code === "SyntaxError" || error.code === "SemanticError";
    return { kind: "refused", reason: `${error.code} ${reason}`, byKusto };
  }
}
