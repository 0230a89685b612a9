import type { Random } from "./random.ts";
import type { Value } from "./row.ts";

/** Texts that break careless code: emoji, combining and right-to-left marks, control characters, nothing, KQL and JSON quotes. */
const texts = [
  "",
  " ",
  "결제 완료 🎉👩‍👩‍👧‍👦🇰🇷",
  "決済完了 🍣𠮷野家 ﾊﾝｶｸ",
  "tab\there\r\nnext line\u000b\u0001\u001b[31mred\u001b[0m\u007f\u0085\u2028end",
  'quotes " \' ` \\ and {"json": [1, null]}',
  "e\u0301 is not \u00e9; \u202eright to left\u202c; zero\u200bwidth; \ufeffBOM",
  "'; drop table Users; -- | where 1 == 1",
  "null",
  "NaN",
  "2026-02-30T25:61:00Z",
  "x".repeat(4000),
] as const;

const longs = [
  9_007_199_254_740_993n,
  -9_007_199_254_740_993n,
  9_223_372_036_854_775_807n,
  -9_223_372_036_854_775_808n,
  0n,
];

/** How often a row carries an awkward value. */
const share = 0.01;

/** Mostly `usual`, now and then a text that is hard to keep exact. */
export function awkwardText(random: Random, usual: string): string {
  return random.chance(share) ? random.pick(texts) : usual;
}

/** Mostly `usual`, now and then a 64-bit value that a double cannot hold. */
export function awkwardLong(random: Random, usual: number): bigint {
  return random.chance(share * 3) ? random.pick(longs) : BigInt(Math.round(usual));
}

/** Mostly `usual`, now and then a deep or empty content of a dynamic column, or none. */
export function awkwardDynamic(random: Random, usual: Value): Value {
  if (!random.chance(share)) return usual;
  return random.pick<Value>([
    null,
    {},
    [],
    deep(12),
    { "": "", "키.with.dots": [null, true, 1.5e-7, 9_007_199_254_740_993n] },
  ]);
}

function deep(levels: number): Value {
  return levels === 0 ? { end: "바닥 🕳️" } : { level: levels, list: [levels, [`${levels}`]], next: deep(levels - 1) };
}
