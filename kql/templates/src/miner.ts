import { common, type Group, groupNow, templateText } from "./group.ts";
import { emptyGrouping, groupOf } from "./grouping.ts";
import { createIds } from "./ids.ts";
import { DEFAULT_OPTIONS, type MinerOptions } from "./options.ts";
import type { Token } from "./scan.ts";
import { shapeOf } from "./shape.ts";
import { loaded, type MinerState, saved } from "./state.ts";

/** What a message is an instance of. */
export interface TemplateOf {
  readonly templateId: string;
  /** The text of the log statement, with `<*>` for what varies. */
  readonly template: string;
  /** Ids of templates that turned out to be this one, latest first. */
  readonly formerIds: readonly string[];
}

/** A template, and the messages that were counted under it. */
export interface Template extends TemplateOf {
  readonly count: number;
}

/** Finds the templates of messages as they come. */
export interface Miner {
  /** Counts a message, and says what it is an instance of, as far as can be told by now. */
  add(message: string): TemplateOf;
  /** Counts a message and says nothing: where all messages are learned before the first is asked for, order matters less. */
  learn(message: string): void;
  /** What a message is an instance of, not counting it. One that was never learned begins a template. */
  templateOf(message: string): TemplateOf;
  /** All templates that are kept, the largest first. */
  templates(): Template[];
  /** All that is known, for the next run. */
  state(): MinerState;
}

/** Makes a miner, empty or with what another knew. Bounds that are not given have their defaults. */
export function createMiner(options: Partial<MinerOptions> = {}, state?: MinerState): Miner {
  const limits: MinerOptions = { ...DEFAULT_OPTIONS, ...options };
  const most = limits.maxTemplates;
  const { grouping, groups } =
    state === undefined ? { grouping: emptyGrouping(most), groups: [] } : loaded(state, most);
  const { idOf } = createIds(groups, most);
  const take = (message: string, count: number): Group => {
    const shape = shapeOf(message, limits);
    const group = groupOf(grouping, shape);
    group.shown = common(group.shown, shape.shown);
    group.count += count;
    return group;
  };
  const texts = new WeakMap<readonly Token[], string>();
  const textOf = ({ shown }: Group): string => {
    const text = texts.get(shown) ?? templateText(shown);
    texts.set(shown, text);
    return text;
  };
  const answer = (group: Group): TemplateOf => ({
    templateId: idOf(group),
    template: textOf(group),
    formerIds: group.formerIds,
  });
  return {
    add: (message) => answer(take(message, 1)),
    learn: (message) => void take(message, 1),
    templateOf: (message) => answer(take(message, 0)),
    templates() {
      const kept = new Set([...grouping.index.byHash.values()].map(({ group }) => groupNow(group)));
      return [...kept]
        .map((group) => ({ ...answer(group), count: group.count }))
        .toSorted((a, b) => b.count - a.count || (a.template < b.template ? -1 : 1));
    },
    state: () => saved(grouping, idOf),
  };
}
