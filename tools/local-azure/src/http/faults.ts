import { z } from "zod";
import { createRandom } from "../ids.ts";

/** What goes wrong. Effects may be combined; `status` replaces the real answer, the request is then not carried out. */
export const FaultEffect = z.strictObject({
  status: z.number().int().min(100).max(599).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
  /** Waits so many real ms before answering. */
  delayMs: z.number().min(0).max(600_000).optional(),
  /** The query pretends to take so long; beyond `Prefer: wait=` it ends in 504, without waiting. */
  querySeconds: z.number().min(0).optional(),
  /** Carries the request out, sends so many bytes of the body, then breaks the connection. */
  resetAfterBytes: z.number().int().min(0).optional(),
  /** Carries the request out, sends so many bytes of the body and ends it as if that were all. */
  truncateAfterBytes: z.number().int().min(0).optional(),
  /** Adds `error.code: "PartialError"` to the answer of a query and keeps only `rows` rows (default 1). */
  partialError: z.strictObject({ message: z.string().optional(), rows: z.number().int().min(0).optional() }).optional(),
  /** At the identity endpoint: hands out an expired token. Elsewhere: treats the caller's token as expired. */
  staleToken: z.literal(true).optional(),
  /** Announces a Content-Length that is off by so many bytes. */
  contentLengthError: z.number().int().optional(),
});
export type FaultEffect = z.infer<typeof FaultEffect>;

export const FaultRule = z.strictObject({
  id: z.string().min(1).optional(),
  match: z.strictObject({
    method: z.string().optional(),
    /** Regular expression on the path with its query, case-insensitive. */
    path: z.string().max(500).refine(isPattern, "not a regular expression").optional(),
  }),
  /** Only these matching calls, counted from 1. */
  nth: z.array(z.number().int().min(1)).optional(),
  /** At most so many times. */
  times: z.number().int().min(1).optional(),
  probability: z.number().min(0).max(1).optional(),
  seed: z.number().int().optional(),
  effect: FaultEffect,
});
export type FaultRule = z.infer<typeof FaultRule>;

type Fault = { readonly id: string; readonly effect: FaultEffect };

export type FaultBook = {
  /** Adds a rule and returns its id. Throws ZodError for a rule that is not one. */
  add(rule: FaultRule): string;
  remove(id: string): boolean;
  clear(): void;
  list(): { rule: FaultRule; matched: number; applied: number }[];
  /** The first rule that strikes this request. */
  strike(method: string, path: string): Fault | undefined;
};

type Kept = {
  rule: FaultRule & { id: string };
  pattern: RegExp;
  random: () => number;
  matched: number;
  applied: number;
};

export function createFaultBook(): FaultBook {
  let rules: Kept[] = [];
  let count = 0;
  return {
    add(input) {
      const rule = FaultRule.parse(input);
      const id = rule.id ?? `fault-${++count}`;
      const pattern = new RegExp(rule.match.path ?? "", "i");
      rules.push({ rule: { ...rule, id }, pattern, random: createRandom(rule.seed ?? 1), matched: 0, applied: 0 });
      return id;
    },
    remove(id) {
      const before = rules.length;
      rules = rules.filter((kept) => kept.rule.id !== id);
      return rules.length < before;
    },
    clear() {
      rules = [];
    },
    list: () => rules.map(({ rule, matched, applied }) => ({ rule, matched, applied })),
    strike(method, path) {
      const kept = rules.find((one) => strikes(one, method, path));
      return kept && { id: kept.rule.id, effect: kept.rule.effect };
    },
  };
}

function strikes(kept: Kept, method: string, path: string): boolean {
  const { rule } = kept;
  if (rule.match.method !== undefined && rule.match.method.toUpperCase() !== method) return false;
  if (!kept.pattern.test(path)) return false;
  kept.matched += 1;
  if (rule.nth !== undefined && !rule.nth.includes(kept.matched)) return false;
  if (rule.times !== undefined && kept.applied >= rule.times) return false;
  if (rule.probability !== undefined && kept.random() >= rule.probability) return false;
  kept.applied += 1;
  return true;
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, "i").flags === "i";
  } catch {
    return false;
  }
}
