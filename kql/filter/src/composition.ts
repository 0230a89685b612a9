import { type ColumnType, checkTransform, type Diagnostic } from "@logdoctor/kql";
import { analyze, type KqlNode } from "@logdoctor/kql/syntax";
import { FilterRefusal } from "./refusal.ts";
import { sourceSchema } from "./source-schema.ts";

/** What stood there before: a text, an empty text, or no `transformKql` at all. */
type Before = "kept" | "empty" | "absent";

const NAME = "logdoctor/filter";
const END = ` and "${NAME}/end" != ""`;
// Within our own condition every quote of a value is escaped, so that the first unescaped end is the end.
const OURS = new RegExp(
  ` \\| where "${NAME}/1/(kept|empty|absent)/([0-9a-f]{8})" != "" and (.*?) and "${NAME}/end" != ""`,
  "g",
);

export interface Decomposed {
  /** The customer's own transformation, to the byte; undefined where there was none. */
  readonly existing: string | undefined;
  /** Eight digits of the hash of the rules within; undefined where the text has no filter of ours. */
  readonly fingerprint: string | undefined;
  /** The condition of rows that stay, as it stands there; undefined as the fingerprint is. */
  readonly condition?: string;
}

/**
 * Takes our filter out of a transformation. Throws FilterRefusal where parts of it are left over: somebody has edited it, and
 * what was theirs is not known.
 */
export function decompose(transformKql: string | undefined): Decomposed {
  if (transformKql === undefined) return { existing: undefined, fingerprint: undefined };
  const found = [...transformKql.matchAll(OURS)];
  const [first] = found;
  const rest = transformKql.replaceAll(OURS, "");
  if (rest.includes(NAME))
    throw new FilterRefusal(
      "existing-reserved",
      `The transformation holds parts of "${NAME}" that are not as they were written`,
    );
  if (first === undefined) return { existing: rest, fingerprint: undefined };
  const before = first[1] as Before;
  const ours = { fingerprint: first[2], ...(first[3] === undefined ? {} : { condition: first[3] }) };
  // There was nothing of theirs; since then they have written something around ours, which is theirs as it stands.
  if (before !== "kept" && rest.trim() !== "source") return { existing: rest, ...ours };
  const existing = before === "kept" ? rest : before === "empty" ? rest.replace("source", "") : undefined;
  return { existing, ...ours };
}

export interface Composition {
  /** The condition of rows that stay; quotes in its values are escaped. */
  readonly condition: string;
  readonly fingerprint: string;
  /** What the data flow has now, with or without our filter. */
  readonly current: string | undefined;
  readonly columns: Readonly<Record<string, ColumnType>>;
}

/**
 * The customer's transformation with our filter in it, before everything else: behind each mention of `source`, where rows
 * still have the columns that arrive. Throws FilterRefusal for a text that cannot be read.
 */
export function compose({ condition, fingerprint, current, columns }: Composition): string {
  const { existing } = decompose(current);
  const before: Before = existing === undefined ? "absent" : existing.trim() === "" ? "empty" : "kept";
  const ours = ` | where "${NAME}/1/${before}/${fingerprint}" != "" and ${condition}${END}`;
  const base = before === "kept" ? (existing ?? "") : `${existing ?? ""}source`;
  const places = before === "kept" ? sourcePlaces(base, columns) : [base.length];
  const composed = insertAt(base, places, ours);
  if (decompose(composed).existing !== existing)
    throw new FilterRefusal("existing-invalid", "The transformation cannot be restored from what it would become");
  return composed;
}

function insertAt(text: string, places: readonly number[], part: string): string {
  return [0, ...places].map((from, i) => `${i === 0 ? "" : part}${text.slice(from, places[i])}`).join("");
}

/** Behind each name that stands for the rows that arrive, in order. */
function sourcePlaces(text: string, columns: Readonly<Record<string, ColumnType>>): number[] {
  const { root, syntaxErrors } = readable(text, columns);
  const [error] = syntaxErrors;
  if (error !== undefined)
    throw new FilterRefusal("existing-invalid", `The transformation that is there cannot be read: ${at(error)}`);
  const places = [...mentions(root)].map((node) => node.offset + node.text.length).toSorted((a, b) => a - b);
  if (places.length === 0)
    throw new FilterRefusal("existing-without-source", "The transformation that is there does not read its source");
  return [...new Set(places)];
}

function readable(text: string, columns: Readonly<Record<string, ColumnType>>) {
  try {
    return analyze(text, sourceSchema(columns));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new FilterRefusal("existing-invalid", `The transformation that is there cannot be read: ${error.message}`);
  }
}

function* mentions(node: KqlNode): Generator<KqlNode> {
  if (node.kind === "NameReference" && node.symbol?.kind === "table" && node.symbol.name === "source") yield node;
  else for (const child of node.children) yield* mentions(child);
}

/** What is wrong with the customer's own transformation by the documentation: Azure may accept it all the same. */
export function doubtsAbout(existing: string, columns: Readonly<Record<string, ColumnType>>): string[] {
  if (existing.trim() === "") return [];
  return checkTransform(existing, columns).map((one) => `The transformation that is there: ${at(one)}`);
}

function at({ code, message, position }: Diagnostic): string {
  return `${position.line}:${position.column} ${code} ${message}`;
}
