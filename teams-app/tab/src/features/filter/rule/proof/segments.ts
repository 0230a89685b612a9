import type { Ink, Segment } from "../../../../ui/stacked-bars.tsx";

/** Rows or bytes of one rule. */
export interface Part {
  readonly ruleId: string;
  readonly size: number;
}

/** How what stays looks, what the rule of the page takes, and what another rule takes. */
export const cutInk = { kept: "plain", own: "diagonal", other: "upright" } as const satisfies Record<string, Ink>;

/** Parts of a bar in a row: what stays, what the rule of the page takes, what each other rule takes. */
export function segmentsOf(whole: number, parts: readonly Part[], own: string): Segment[] {
  if (whole <= 0) return [];
  const gone = parts.reduce((sum, { size }) => sum + size, 0);
  const sorted = parts.toSorted((a, b) => Number(b.ruleId === own) - Number(a.ruleId === own));
  const sizes: readonly (readonly [string, Ink, number])[] = [
    ["", cutInk.kept, Math.max(0, whole - gone)],
    ...sorted.map(({ ruleId, size }) => [ruleId, ruleId === own ? cutInk.own : cutInk.other, size] as const),
  ];
  const scale = Math.max(whole, gone);
  let start = 0;
  return sizes.flatMap(([key, ink, size]) => {
    if (size === 0) return [];
    const segment = { key, ink, start, width: size / scale };
    start += segment.width;
    return [segment];
  });
}
