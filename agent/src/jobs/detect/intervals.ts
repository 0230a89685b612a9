/** Half-open range of ingestion time, instants in ISO 8601. */
export interface Interval {
  readonly from: string;
  readonly to: string;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

function spanOf({ from, to }: Interval): Span {
  return { from: Date.parse(from), to: Date.parse(to) };
}

/** An interval from milliseconds. */
export function intervalOf(from: number, to: number): Interval {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

/** All of `covered` with `more`, in the order of time; those that touch become one. */
export function cover(covered: readonly Interval[], more: Interval): Interval[] {
  const spans = [...covered, more]
    .map(spanOf)
    .filter(({ from, to }) => from < to)
    .toSorted((a, b) => a.from - b.from);
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last === undefined || span.from > last.to) joined.push(span);
    else joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
  }
  return joined.map(({ from, to }) => intervalOf(from, to));
}

/** What of `wanted` no interval of `covered` holds, in the order of time. `covered` is as {@link cover} makes it. */
export function missing(covered: readonly Interval[], wanted: Interval): Interval[] {
  const { from, to } = spanOf(wanted);
  const gaps: Span[] = [];
  let at = from;
  for (const span of covered.map(spanOf)) {
    if (span.from > at) gaps.push({ from: at, to: Math.min(span.from, to) });
    at = Math.max(at, span.to);
    if (at >= to) break;
  }
  if (at < to) gaps.push({ from: at, to });
  return gaps.filter((gap) => gap.from < gap.to).map((gap) => intervalOf(gap.from, gap.to));
}

/** Pieces of at most `maxMs`, the newest first. */
export function newestFirst(gaps: readonly Interval[], maxMs: number): Interval[] {
  return gaps.toReversed().flatMap((gap) => {
    const { from, to } = spanOf(gap);
    const pieces: Interval[] = [];
    for (let end = to; end > from; end -= maxMs) pieces.push(intervalOf(Math.max(from, end - maxMs), end));
    return pieces;
  });
}

/** The two halves of an interval, the newer first; none where it is shorter than `minMs` already. */
export function halves(interval: Interval, minMs: number): Interval[] {
  const { from, to } = spanOf(interval);
  if (to - from <= minMs) return [];
  const middle = from + Math.ceil((to - from) / 2);
  return [intervalOf(middle, to), intervalOf(from, middle)];
}

/** The part of an interval that is not older than `floor` (milliseconds); undefined when nothing is left. */
export function notBefore(interval: Interval, floor: number): Interval | undefined {
  const { from, to } = spanOf(interval);
  return to <= floor ? undefined : intervalOf(Math.max(from, floor), to);
}
