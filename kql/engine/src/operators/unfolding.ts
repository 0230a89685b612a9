import type { Context } from "../compile/context.ts";
import { plainText } from "../compile/relation.ts";
import type { Shortcut } from "../compile/shortcut.ts";
import type { Expansion } from "./expansion.ts";

/** The SELECT list that unfolds: the elements, the position last; it costs as much as an element. */
export function unfolding({ elements, position }: Expansion, withPosition = true): string[] {
  const lengths = elements.map(({ list }) => `len(${list})`).join(", ");
  const columns = elements.map(({ list, raw }) => `unnest(${list}) AS ${raw}`);
  return withPosition ? [...columns, `unnest(range(greatest(${lengths}))) AS ${position}`] : columns;
}

/**
 * The SELECT of all columns that an expansion makes, over one with its `unfolding`. Elements are texts of JSON, and what
 * mostly is asked for is the text in them: where nothing else is, the texts are unfolded in the elements' place.
 */
export function unfoldedSql({ elements, items }: Expansion, unfolded: string, context: Context): string {
  const texts = elements.flatMap(({ list, raw, text }) => {
    if (text === undefined) return [];
    const item = `${plainText(raw)} AS ${text.physical}`;
    const by = (texts: string): Shortcut["replaced"] => [
      [`unnest(${list}) AS ${raw}`, `unnest(${texts}) AS ${text.physical}`],
      [item, `NULL AS ${raw}`],
    ];
    const { direct } = text;
    if (direct !== undefined)
      context.shortcuts.push({
        without: [raw, direct.whole],
        replaced: [...by(direct.list), [direct.from, direct.to]],
      });
    context.shortcuts.push({ without: [raw], replaced: by(text.list) });
    return [item];
  });
  return [texts, items].reduce(
    (sql, added) => (added.length === 0 ? sql : `SELECT *, ${added.join(", ")} FROM (${sql})`),
    unfolded,
  );
}

/** The columns of the elements' texts, by those of the elements. */
export function textsOf({ elements }: Expansion): ReadonlyMap<string, string> {
  return new Map(elements.flatMap(({ raw, text }) => (text === undefined ? [] : [[raw, text.physical]])));
}
