import type { AlertDecision, AlertNote, DayCard, Violation } from "@logdoctor/shared-policies";

/** A part of a decision that one transaction takes. */
export interface DeskUnit {
  readonly violations: readonly Violation[];
  readonly notes: readonly AlertNote[];
  readonly card?: { readonly card: DayCard; readonly isNew: boolean; readonly findingIds: readonly string[] };
}

/** Cosmos DB takes 100 operations and 2 MB in one transaction. */
const maxFindings = 60;
const maxBytes = 800_000;

/**
 * A decision in parts, each of which is right by itself: of a message with many findings the first part sends it, and the
 * others join it.
 */
export function unitsOf({ changed, cards, notes }: AlertDecision): DeskUnit[] {
  const left = new Map(changed.map((violation) => [violation.finding.id, violation]));
  const take = (ids: readonly string[]): Violation[] =>
    ids.flatMap((id) => {
      const violation = left.get(id);
      left.delete(id);
      return violation === undefined ? [] : [violation];
    });
  const told = cards.flatMap((decision) => cardUnits(decision, notes, take(decision.findingIds)));
  const held = notes
    .filter(({ outcome }) => outcome === "held")
    .flatMap((note) =>
      inParts(take(note.findingIds)).map((part) => ({ violations: part, notes: [narrowed(note, part)] })),
    );
  const rest = inParts([...left.values()]).map((part) => ({ violations: part, notes: [] }));
  return [...told, ...held, ...rest];
}

function cardUnits(
  { card, isNew, findingIds }: AlertDecision["cards"][number],
  notes: readonly AlertNote[],
  violations: readonly Violation[],
): DeskUnit[] {
  const note = notes.find(({ cardId }) => cardId === card.id);
  if (note === undefined) return [];
  const byId = new Map(violations.map((violation) => [violation.finding.id, violation]));
  const inOrder = findingIds.flatMap((id) => byId.get(id) ?? []);
  return inParts(inOrder).map((part, i) => {
    const first = isNew && i === 0;
    const outcome = first ? ("sent" as const) : ("joined" as const);
    const ids = part.map(({ finding }) => finding.id);
    const told = { ...narrowed(note, part), outcome };
    return { violations: part, notes: [told], card: { card, isNew: first, findingIds: ids } };
  });
}

function narrowed(note: AlertNote, part: readonly Violation[]): AlertNote {
  return { ...note, findingIds: part.map(({ finding }) => finding.id) };
}

function inParts(violations: readonly Violation[]): Violation[][] {
  const parts: Violation[][] = [];
  let bytes = 0;
  for (const violation of violations) {
    const size = Buffer.byteLength(JSON.stringify(violation));
    const last = parts.at(-1);
    if (last === undefined || last.length >= maxFindings || bytes + size > maxBytes) {
      parts.push([violation]);
      bytes = size;
    } else {
      last.push(violation);
      bytes += size;
    }
  }
  return parts;
}
