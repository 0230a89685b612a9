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

/** A card may have several notes, such as of findings and of an escalation that joins them: each is on record for itself. */
function cardUnits(
  { card, isNew }: AlertDecision["cards"][number],
  notes: readonly AlertNote[],
  violations: readonly Violation[],
): DeskUnit[] {
  const byId = new Map(violations.map((violation) => [violation.finding.id, violation]));
  const parts = notes
    .filter(({ cardId }) => cardId === card.id)
    .flatMap((note) => inParts(note.findingIds.flatMap((id) => byId.get(id) ?? [])).map((part) => ({ note, part })));
  return parts.map(({ note, part }, i) => {
    const first = isNew && i === 0;
    const told = { ...narrowed(note, part), outcome: first ? ("sent" as const) : ("joined" as const) };
    return { violations: part, notes: [told], card: { card, isNew: first, findingIds: told.findingIds } };
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
