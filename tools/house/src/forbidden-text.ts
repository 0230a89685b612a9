import type { Rule } from "./source-file.ts";

interface Forbidden {
  readonly pattern: RegExp;
  readonly why: string;
}

// Written with one-letter classes so that this file does not match itself.
const forbidden: readonly Forbidden[] = [
  { pattern: /\b(TOD[O]|FIXM[E])\b/, why: "finish it, or open an issue" },
  { pattern: /(^|[\s"'`(=])\/(hom[e]|User[s]|roo[t]|wor[k])\/[\w.-]/m, why: "a path of somebody's machine" },
  { pattern: /[A-Z]:\\User[s]\\/, why: "a path of somebody's machine" },
  { pattern: /\bregistr[y]\.[a-z0-9-]+\.[a-z]+|\bnpmmirro[r]\b|\bverdacci[o]\b/i, why: "a registry's host name" },
];

/** No unfinished marks, no machine paths, no registry hosts: they are nobody else's. */
export const forbiddenText: Rule = (files) =>
  files.flatMap(({ path, text }) =>
    forbidden.flatMap(({ pattern, why }) => {
      const match = pattern.exec(text);
      if (match === null) return [];
      const line = text.slice(0, match.index + match[0].length).split("\n").length;
      return [`${path}:${line} has "${match[0].trim()}": ${why}`];
    }),
  );
