import type { Place } from "./nodes.ts";
import type { Instruction } from "./program.ts";

/** Starts and ends of the whole match and each group, in code points; -1 where a group took no part. */
export type Match = readonly number[];

interface Thread {
  readonly at: number;
  readonly slots: readonly number[];
}

interface Run {
  readonly program: readonly Instruction[];
  readonly text: readonly number[];
  readonly seen: Uint32Array;
  stamp: number;
}

/** The leftmost match from `from` on, as a backtracking matcher would find it, in time linear in the text. */
export function findMatch(
  program: readonly Instruction[],
  text: readonly number[],
  from: number,
  slots: number,
): Match | undefined {
  const run: Run = { program, text, seen: new Uint32Array(program.length), stamp: 0 };
  const none = new Array<number>(slots).fill(-1);
  let threads: Thread[] = [];
  let best: Match | undefined;
  for (let position = from; position <= text.length; position++) {
    const next: Thread[] = [];
    run.stamp++;
    const current: Thread[] = [];
    for (const thread of threads) follow(run, thread, position, current);
    if (best === undefined) follow(run, { at: 0, slots: none }, position, current);
    for (const { at, slots: held } of current) {
      const instruction = program[at];
      if (instruction?.op === "match") {
        best = held;
        // What comes later is less wanted than this match.
        break;
      }
      if (instruction?.op === "test" && position < text.length && instruction.test(text[position] ?? 0))
        next.push({ at: at + 1, slots: held });
    }
    threads = next;
    if (threads.length === 0 && best !== undefined) return best;
  }
  return best;
}

// Steps over everything that reads no character, the more wanted way first; a stack, for patterns may be long.
function follow(run: Run, start: Thread, position: number, into: Thread[]): void {
  const stack = [start];
  for (let thread = stack.pop(); thread !== undefined; thread = stack.pop()) {
    const { at, slots } = thread;
    if (run.seen[at] === run.stamp) continue;
    run.seen[at] = run.stamp;
    const instruction = run.program[at];
    switch (instruction?.op) {
      case "jump":
        stack.push({ at: instruction.to, slots });
        break;
      case "split":
        stack.push({ at: instruction.second, slots }, { at: instruction.first, slots });
        break;
      case "save":
        stack.push({ at: at + 1, slots: slots.with(instruction.slot, position) });
        break;
      case "place":
        if (holds(instruction.place, run.text, position)) stack.push({ at: at + 1, slots });
        break;
      default:
        into.push(thread);
    }
  }
}

const NEWLINE = 10;
const WORD = /^[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]$/u;

function holds(place: Place, text: readonly number[], position: number): boolean {
  switch (place) {
    case "start":
      return position === 0;
    case "end":
      return position === text.length;
    case "lineStart":
      return position === 0 || text[position - 1] === NEWLINE;
    case "lineEnd":
      return position === text.length || text[position] === NEWLINE;
    default:
      return (isWord(text[position - 1]) !== isWord(text[position])) === (place === "word");
  }
}

function isWord(code: number | undefined): boolean {
  return code !== undefined && WORD.test(String.fromCodePoint(code));
}
