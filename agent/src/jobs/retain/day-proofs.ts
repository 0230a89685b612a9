import { type HourCount, type RowSetProof, ticksOf, type WindowCaps } from "@logdoctor/shared-policies";
import { joinProofs } from "./archive-index.ts";
import { outOfTime, type RetainContext } from "./context.ts";
import type { Selection, TimeRange } from "./ports.ts";
import { halvesOf, isTooLarge } from "./window-rows.ts";
import { NotProven } from "./window-target.ts";

const maxRounds = 3;

/** How much one query hashes. Azure documents no rate, so this is a guess on the safe side of ten minutes. */
export const defaultProofCaps: WindowCaps = { maxRows: 1_000_000, maxBytes: 1_000_000_000 };

/**
 * Rows, hash and time range per UTC day (`YYYY-MM-DD`) of a range, as the workspace holds them now. The workspace hashes
 * every row, within ten minutes a query, so the range is asked for in pieces of `context.proofCaps` by its own hourly
 * counts, and a piece that still is too large in halves. Pieces leave no gap between them. After more than one, rows are
 * counted again: one that came meanwhile starts the proof anew. Throws `NotProven` when that does not end.
 */
export async function dayProofs(
  context: RetainContext,
  selection: Selection,
  range: TimeRange,
): Promise<ReadonlyMap<string, RowSetProof>> {
  const hours = await context.workspace.hours(selection, range.to);
  for (let round = 1; round <= maxRounds; round++) {
    const proofs = new Map<string, RowSetProof>();
    let queries = 0;
    for (const piece of piecesOf(range, hours, context.proofCaps)) {
      queries += await provePiece(context, { selection, piece, proofs });
    }
    if (queries === 1) return proofs;
    const rows = [...proofs.values()].reduce((sum, proof) => sum + proof.rows, 0);
    if ((await context.workspace.count(selection, range)) === rows) return proofs;
  }
  throw new NotProven(`Rows of ${selection.table} kept coming while they were compared with the archive.`);
}

/** The whole range, cut before each hour that would bring a piece over the caps. */
export function piecesOf(range: TimeRange, hours: readonly HourCount[], caps: WindowCaps): TimeRange[] {
  const within = hours.filter((hour) => ticksOf(hour.hour) > ticksOf(range.from));
  const pieces: TimeRange[] = [];
  let from = range.from;
  let size = sizeAt(hours, range.from);
  for (const hour of within.toSorted((a, b) => (ticksOf(a.hour) < ticksOf(b.hour) ? -1 : 1))) {
    const joined = { rows: size.rows + hour.rows, bytes: size.bytes + hour.bytes };
    const cut = size.rows > 0 && (joined.rows > caps.maxRows || joined.bytes > caps.maxBytes);
    if (cut) {
      pieces.push({ from, to: hour.hour });
      from = hour.hour;
    }
    size = cut ? hour : joined;
  }
  return [...pieces, { from, to: range.to }];
}

function sizeAt(hours: readonly HourCount[], instant: string): { rows: number; bytes: number } {
  return hours.find((hour) => ticksOf(hour.hour) === ticksOf(instant)) ?? { rows: 0, bytes: 0 };
}

interface Piece {
  readonly selection: Selection;
  readonly piece: TimeRange;
  /** Where the days of the piece are added. */
  readonly proofs: Map<string, RowSetProof>;
}

/** Adds a piece's proofs, in as many queries as it takes, and returns how many those were. */
async function provePiece(context: RetainContext, { selection, piece, proofs }: Piece): Promise<number> {
  if (outOfTime(context)) throw new NotProven("The run's time was used up before its archive was proven.");
  try {
    for (const [day, proof] of await context.workspace.dayProofs(selection, piece)) {
      const before = proofs.get(day);
      proofs.set(day, before === undefined ? proof : joinProofs(before, proof));
    }
    return 1;
  } catch (error) {
    if (!isTooLarge(error)) throw error;
    let queries = 0;
    for (const half of halvesOf(piece)) queries += await provePiece(context, { selection, piece: half, proofs });
    return queries;
  }
}
