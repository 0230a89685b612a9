import { type Group, groupNow, templateText } from "./group.ts";
import { textId } from "./hash.ts";

/** Gives groups their ids. */
export interface Ids {
  /** The id of a group, which is made of its template when it is first asked for and then never changes. */
  idOf(group: Group): string;
}

/**
 * Ids by content: the same template gets the same id in every run. Where a generalised group still has the id of the
 * template that it began with, a new group with that template gets another.
 */
export function createIds(known: readonly Group[], most: number): Ids {
  const taken = new Map<string, Group>();
  for (const group of known) for (const id of idsOf(group)) taken.set(id, group);

  function idOf(group: Group): string {
    if (group.id !== undefined) return group.id;
    const text = templateText(group.shown);
    let id = textId(text);
    for (let n = 2; isTaken(id); n++) id = textId(`${text}\u0000${n}`);
    group.id = id;
    taken.set(id, group);
    if (taken.size > 4 * most) for (const one of taken.keys()) if (!isTaken(one)) taken.delete(one);
    return id;
  }

  function isTaken(id: string): boolean {
    const holder = taken.get(id);
    return holder !== undefined && groupNow(holder).patterns > 0;
  }

  return { idOf };
}

function idsOf({ id, formerIds }: Group): string[] {
  return id === undefined ? [...formerIds] : [id, ...formerIds];
}
