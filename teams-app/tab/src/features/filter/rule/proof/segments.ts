/** Rows or bytes of one rule. */
export interface Part {
  readonly ruleId: string;
  readonly size: number;
}

export type SegmentKind = "kept" | "own" | "other";

export interface Segment {
  readonly key: string;
  readonly kind: SegmentKind;
  /** Shares of the whole, 0 to 1. */
  readonly start: number;
  readonly width: number;
}

/** Parts of a bar in a row: what stays, what the rule of the page takes, what each other rule takes. */
export function segmentsOf(whole: number, parts: readonly Part[], own: string): Segment[] {
  if (whole <= 0) return [];
  const gone = parts.reduce((sum, { size }) => sum + size, 0);
  const sorted = parts.toSorted((a, b) => Number(b.ruleId === own) - Number(a.ruleId === own));
  const sizes: readonly (readonly [string, SegmentKind, number])[] = [
    ["", "kept", Math.max(0, whole - gone)],
    ...sorted.map(({ ruleId, size }) => [ruleId, ruleId === own ? "own" : "other", size] as const),
  ];
  const scale = Math.max(whole, gone);
  let start = 0;
  return sizes.flatMap(([key, kind, size]) => {
    if (size === 0) return [];
    const segment = { key, kind, start, width: size / scale };
    start += segment.width;
    return [segment];
  });
}
