import { KqlError } from "../errors.ts";
import { MACROS } from "../macros.ts";

/** Words of SQL, once its macros stand for what they mean. The longest published rules come to a hundredth of it. */
const MOST_WORDS = 3_000_000;

const WORDS = /'(?:[^']|'')*'|[A-Za-z_]\w*(\s*\()?|[^\s\w]|\w+/g;

interface Macro {
  /** How often each argument stands in what the macro means. */
  readonly uses: readonly number[];
  readonly words: number;
}

interface Open {
  readonly macro: Macro | undefined;
  readonly outer: number;
  argument: number;
}

let known: ReadonlyMap<string, Macro> | undefined;

/**
 * Ends a compilation whose SQL is small and means gigabytes: DuckDB writes out macros, and an argument that stands
 * several times in each of twenty nested ones would be written out millions of times.
 */
export function checkExpansion(sql: string): void {
  known ??= macros();
  if (wordsOf(sql, known, () => undefined) > MOST_WORDS)
    throw new KqlError("NotSupported", "The query is too large once its names stand for what they mean");
}

function macros(): ReadonlyMap<string, Macro> {
  const found = new Map<string, Macro>();
  for (const text of MACROS) {
    const [, name = "", parameters = "", body = ""] = /^CREATE MACRO (\w+)\(([^)]*)\) AS ([\s\S]*)$/.exec(text) ?? [];
    const names = parameters.split(",").map((parameter) => parameter.trim());
    const uses = names.map(() => 0);
    const words = wordsOf(body, found, (word, times) => {
      const index = names.indexOf(word);
      if (index >= 0) uses[index] = (uses[index] ?? 0) + times;
    });
    found.set(name, { uses, words });
  }
  return found;
}

function wordsOf(sql: string, by: ReadonlyMap<string, Macro>, seen: (word: string, times: number) => void): number {
  const open: Open[] = [];
  let [total, times] = [0, 1];
  for (const { 0: word, 1: call } of sql.matchAll(WORDS)) {
    total += times;
    if (total > MOST_WORDS * 10) return total;
    const macro = call === undefined ? undefined : by.get(word.slice(0, -call.length));
    if (macro !== undefined) total += times * macro.words;
    if (call !== undefined || "([{".includes(word)) {
      open.push({ macro, outer: times, argument: 0 });
      times *= macro?.uses[0] ?? 1;
    } else if (")]}".includes(word)) times = open.pop()?.outer ?? times;
    else if (word === ",") {
      const at = open.at(-1);
      if (at?.macro === undefined) continue;
      at.argument += 1;
      times = at.outer * (at.macro.uses[at.argument] ?? 1);
    } else seen(word, times);
  }
  return total;
}
