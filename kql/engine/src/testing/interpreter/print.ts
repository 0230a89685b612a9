import { isoFromTicks } from "../../ticks.ts";
import type { Aggregate, Named, Step, Table, Term, Value } from "./language.ts";

/** The text of a query. */
export function queryText(table: string, steps: readonly Step[]): string {
  return [table, ...steps.map(stepText)].join("\n| ");
}

function stepText(step: Step): string {
  switch (step.is) {
    case "where":
      return `where ${termText(step.condition)}`;
    case "extend":
    case "project":
      return `${step.is} ${step.items.map(namedText).join(", ")}`;
    case "distinct":
      return `distinct ${step.columns.join(", ")}`;
    case "summarize": {
      const by = step.by.length === 0 ? "" : ` by ${step.by.map(namedText).join(", ")}`;
      return `summarize ${step.aggregates.map(aggregateText).join(", ")}${by}`;
    }
    case "top":
      // Kusto's own rule: nulls come first going up and last going down.
      return `top ${step.count} by ${step.by} ${step.descending ? "desc" : "asc"}`;
    case "near":
      return `sort by ${step.by} asc | evaluate rows_near(${termText(step.condition)}, ${step.before}, ${step.after})`;
    case "union":
      return `union ${step.table}`;
    case "join":
      return `join kind=${step.kind} ${step.table} on ${step.on}`;
  }
}

function namedText({ name, term }: Named): string {
  return term.is === "column" && term.name === name ? name : `${name} = ${termText(term)}`;
}

function aggregateText({ name, of, arg, rank }: Aggregate): string {
  const rest = rank === undefined ? "" : `, ${rank}`;
  return `${name} = ${of}(${arg === undefined ? "" : termText(arg)}${rest})`;
}

function termText(term: Term): string {
  if (term.is === "column") return term.name;
  if (term.is === "literal") return literalText(term);
  const [first = "", ...others] = term.args.map(termText);
  if (/^[a-z_]+$/.test(term.name) && !infix.has(term.name)) return `${term.name}(${[first, ...others].join(", ")})`;
  const right = term.name.endsWith("in") ? `(${others.join(", ")})` : others[0];
  return `(${first} ${term.name} ${right})`;
}

const infix = new Set(["has", "contains", "startswith", "and", "or", "in"]);

function literalText({ kind, value }: Extract<Term, { is: "literal" }>): string {
  if (value === null) return `${kind}(null)`;
  if (kind === "datetime") return `datetime(${isoFromTicks(BigInt(value))})`;
  if (kind === "string") return JSON.stringify(value);
  return kind === "bool" ? String(value) : `${kind}(${value})`;
}

/** A row as one JSON object, for loading. */
export function rowJson({ fields }: Table, row: readonly Value[]): string {
  return `{${fields.map(({ name }, i) => `"${name}":${cellJson(fields[i]?.kind ?? "", row[i] ?? null)}`).join(",")}}`;
}

/** A row as the engine gives it, with reals as numbers. */
export function resultJson({ fields }: Table, row: readonly Value[]): string {
  return `[${fields.map(({ kind }, i) => cellJson(kind, row[i] ?? null)).join(",")}]`;
}

function cellJson(kind: string, value: Value): string {
  if (value === null) return "null";
  if (kind === "datetime") return `"${isoFromTicks(BigInt(value))}"`;
  if (kind === "real") return Number.isInteger(value) ? `${value}.0` : String(value);
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
