/** Words that tell the kinds of message apart. */
export const kinds: readonly string[] = Array.from(
  { length: 40 },
  (_, i) => `part${String.fromCharCode(97 + (i % 26))}${"xyz"[i % 3]}`,
);

const start = Date.parse("2026-06-01T07:00:00Z");
const spanMs = 5 * 3_600_000;

/**
 * Rows of AppTraces: forty kinds of message with numbers and ids in them, within five hours, in every severity and of five
 * services. The same at every call.
 */
export function* chattyRows(rows: number): Generator<string> {
  let seed = 1;
  const next = (below: number): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  for (let i = 0; i < rows; i += 1) {
    const session = next(2 ** 32)
      .toString(16)
      .padStart(8, "0");
    yield JSON.stringify({
      TimeGenerated: new Date(start + Math.floor((i / rows) * spanMs)).toISOString(),
      Message: `Handler of ${kinds[next(kinds.length)]} took ${next(900)} ms for session ${session}`,
      SeverityLevel: next(5),
      AppRoleName: `service-${"abcde"[next(5)]}`,
      _ItemId: `row-${i}`,
      _BilledSize: 300 + next(400),
      _IsBillable: "True",
      _ResourceId: "/subscriptions/s/resourcegroups/rg/providers/microsoft.insights/components/shop",
    });
  }
}
