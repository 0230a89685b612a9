import { decodeDynamic, printDynamic } from "../dynamic/codec.ts";
import { KqlError } from "../errors.ts";
import { foldForAscii, foldOf, lowerOf, upperOf } from "../text/folding.ts";
import { hasAnyTerm, hasTerm, type TermEnds } from "../text/terms.ts";
import type { Cell, Scripted } from "./scripted.ts";

/** A scripted function of texts; null where an argument is null. */
export function ofTexts(
  name: string,
  arity: number,
  call: (...texts: string[]) => Cell,
  returns: Scripted["returns"] = "VARCHAR",
): Scripted {
  return {
    name,
    parameters: Array.from({ length: arity }, () => "VARCHAR" as const),
    returns,
    call: (...cells) => (cells.includes(null) ? null : call(...(cells as string[]))),
  };
}

/** Case and terms of text beyond ASCII. */
export const TEXT: readonly Scripted[] = [
  ofTexts("kqljs_lower", 1, (text = "") => lowerOf(text)),
  ofTexts("kqljs_upper", 1, (text = "") => upperOf(text)),
  ofTexts("kqljs_fold", 1, (text = "") => foldOf(text)),
  ofTexts("kqljs_fold_for_ascii", 1, (text = "") => foldForAscii(text)),
  ofTexts("kqljs_has", 3, (text = "", term = "", ends = "") => hasTerm(text, term, ends as TermEnds), "BOOLEAN"),
  {
    name: "kqljs_has_list",
    parameters: ["VARCHAR", "VARCHAR", "BOOLEAN"],
    returns: "BOOLEAN",
    call: (text, list, all) => hasOfList(String(text), String(list), all === true),
  },
  ofTexts(
    "kqljs_has_terms",
    3,
    (text = "", terms = "", ends = "") => hasAnyTerm(text, JSON.parse(terms) as string[], ends as TermEnds),
    "BOOLEAN",
  ),
  ofTexts("kqljs_has_any_index", 2, (text = "", list = "") => firstTerm(text, list), "BIGINT"),
  ofTexts("kqljs_reverse", 1, (text = "") => [...text].reverse().join("")),
];

function hasOfList(text: string, json: string, all: boolean): boolean {
  const list = decodeDynamic(json);
  if (!Array.isArray(list)) throw new KqlError("NotSupported", "What is looked for is no list");
  const folded = foldOf(text);
  const found = (item: (typeof list)[number]) => hasTerm(folded, foldOf(printDynamic(item)), "both");
  return all ? list.every(found) : list.some(found);
}

// https://learn.microsoft.com/kusto/query/has-any-index-function: the first of the list that is in the text, else -1.
function firstTerm(text: string, json: string): bigint {
  const list = decodeDynamic(json);
  if (!Array.isArray(list)) throw new KqlError("NotSupported", "What is looked for is no list");
  const folded = foldOf(text);
  return BigInt(list.findIndex((item) => hasTerm(folded, foldOf(printDynamic(item)), "both")));
}
