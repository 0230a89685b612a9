import {
  ArchiveManifest,
  type ArchiveWindow,
  addHashes,
  emptyHash,
  type HourCount,
  instantOf,
  type RowSetProof,
  ticksOf,
} from "@logdoctor/shared-policies";
import { dayPrefix, isManifest } from "../../archive/names.ts";
import type { ArchiveBlobs } from "./ports.ts";

/** Manifests of one policy on one table for some days. A manifest that does not parse is an error, not an absence. */
export async function readManifests(
  archive: ArchiveBlobs,
  of: { table: string; policyId: string },
  days: readonly string[],
): Promise<ArchiveManifest[]> {
  const found: ArchiveManifest[] = [];
  for (const day of days) {
    const names = (await archive.list(dayPrefix(of.table, day))).filter(
      (name) => isManifest(name) && fileName(name).startsWith(`${of.policyId}-`),
    );
    for (const manifest of await Promise.all(names.map((name) => readManifest(archive, name)))) {
      if (manifest.policyId === of.policyId) found.push(manifest);
    }
  }
  return found;
}

async function readManifest(archive: ArchiveBlobs, name: string): Promise<ArchiveManifest> {
  const blob = await archive.read(name);
  if (blob === undefined) throw new Error(`The manifest ${name} was listed but cannot be read`);
  return ArchiveManifest.parse(JSON.parse(Buffer.from(blob.bytes).toString("utf8")));
}

function fileName(blob: string): string {
  return blob.slice(blob.lastIndexOf("/") + 1);
}

/** Rows, hash and time range of all these archive files together. */
export function proofOf(manifests: readonly ArchiveManifest[]): RowSetProof {
  let proof: RowSetProof = { rows: 0, hash: emptyHash, minTime: undefined, maxTime: undefined };
  for (const manifest of manifests) proof = joinProofs(proof, { ...manifest, hash: manifest.contentHash });
  return proof;
}

/** Two disjoint sets of rows as one. */
export function joinProofs(a: RowSetProof, b: RowSetProof): RowSetProof {
  return {
    rows: a.rows + b.rows,
    hash: addHashes(a.hash, b.hash),
    minTime: extreme(a.minTime, b.minTime, (x, y) => x < y),
    maxTime: extreme(a.maxTime, b.maxTime, (x, y) => x > y),
  };
}

function extreme(
  a: string | undefined,
  b: string | undefined,
  wins: (x: string, y: string) => boolean,
): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return wins(a, b) ? a : b;
}

export function dayOf(instant: string): string {
  return instant.slice(0, 10);
}

export function manifestsOfDay(manifests: readonly ArchiveManifest[], day: string): ArchiveManifest[] {
  return manifests.filter((manifest) => dayOf(manifest.window.from) === day);
}

/** True when two half-open windows share an instant. */
export function overlap(a: ArchiveWindow, b: ArchiveWindow): boolean {
  return ticksOf(a.from) < ticksOf(b.to) && ticksOf(b.from) < ticksOf(a.to);
}

const hourTicks = 36_000_000_000n;

/**
 * What archived windows leave of the hours that have rows: whole hours to plan as usual, and gaps inside an hour whose
 * rest is archived already (a run that was cut short in the middle of a large hour leaves such).
 */
export function uncovered(
  hours: readonly HourCount[],
  windows: readonly ArchiveWindow[],
): { hours: HourCount[]; gaps: ArchiveWindow[] } {
  const covered = windows
    .map((window) => ({ from: ticksOf(window.from), to: ticksOf(window.to) }))
    .toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const whole: HourCount[] = [];
  const gaps: ArchiveWindow[] = [];
  for (const hour of hours) {
    const start = ticksOf(hour.hour);
    const rest = subtract({ from: start, to: start + hourTicks }, covered);
    if (rest.length === 1 && rest[0]?.from === start && rest[0].to === start + hourTicks) whole.push(hour);
    else gaps.push(...rest.map((gap) => ({ from: instantOf(gap.from), to: instantOf(gap.to) })));
  }
  return { hours: whole, gaps };
}

interface Span {
  readonly from: bigint;
  readonly to: bigint;
}

function subtract(span: Span, covered: readonly Span[]): Span[] {
  let rest: Span[] = [span];
  for (const { from, to } of covered) {
    rest = rest.flatMap((piece) =>
      to <= piece.from || from >= piece.to
        ? [piece]
        : [
            { from: piece.from, to: from },
            { from: to, to: piece.to },
          ].filter((left) => left.from < left.to),
    );
  }
  return rest;
}
