import { type CharacterSet, type Place, RegexError, type RegexNode } from "./nodes.ts";
import { printSet } from "./sets.ts";

export type Test = (code: number) => boolean;

export type Instruction =
  | { readonly op: "test"; readonly test: Test }
  | { readonly op: "split"; first: number; second: number }
  | { readonly op: "jump"; to: number }
  | { readonly op: "save"; readonly slot: number }
  | { readonly op: "place"; readonly place: Place }
  | { readonly op: "match" };

const MAX_INSTRUCTIONS = 20_000;

/** The pattern as a program for the matcher: as long as its repetitions are when they are written out. */
export function programOf(root: RegexNode): readonly Instruction[] {
  const program: Instruction[] = [];
  emit({ kind: "group", index: 0, node: root }, program);
  program.push({ op: "match" });
  return program;
}

function emit(node: RegexNode, program: Instruction[]): void {
  if (program.length > MAX_INSTRUCTIONS) throw new RegexError("such a large pattern", false);
  switch (node.kind) {
    case "set":
      program.push({ op: "test", test: testOf(node) });
      return;
    case "place":
      program.push({ op: "place", place: node.place });
      return;
    case "group":
      program.push({ op: "save", slot: 2 * node.index });
      emit(node.node, program);
      program.push({ op: "save", slot: 2 * node.index + 1 });
      return;
    case "sequence":
      for (const part of node.nodes) emit(part, program);
      return;
    case "either":
      emitEither(node.nodes, program);
      return;
    case "repeat":
      emitRepeat(node, program);
  }
}

function emitEither(nodes: readonly RegexNode[], program: Instruction[]): void {
  const jumps: { op: "jump"; to: number }[] = [];
  nodes.slice(0, -1).forEach((part) => {
    const split = { op: "split" as const, first: program.length + 1, second: 0 };
    program.push(split);
    emit(part, program);
    const jump = { op: "jump" as const, to: 0 };
    jumps.push(jump);
    program.push(jump);
    split.second = program.length;
  });
  for (const part of nodes.slice(-1)) emit(part, program);
  for (const jump of jumps) jump.to = program.length;
}

function emitRepeat({ node, min, max, greedy }: RegexNode & { kind: "repeat" }, program: Instruction[]): void {
  for (let i = 0; i < min; i++) emit(node, program);
  if (max === Number.POSITIVE_INFINITY) {
    const start = program.length;
    optional(program, greedy, () => {
      emit(node, program);
      program.push({ op: "jump", to: start });
    });
    return;
  }
  const optionals = max - min;
  const nest = (left: number): void => {
    if (left > 0)
      optional(program, greedy, () => {
        emit(node, program);
        nest(left - 1);
      });
  };
  nest(optionals);
}

function optional(program: Instruction[], greedy: boolean, body: () => void): void {
  const split = { op: "split" as const, first: 0, second: 0 };
  program.push(split);
  const inside = program.length;
  body();
  split.first = greedy ? inside : program.length;
  split.second = greedy ? program.length : inside;
}

function testOf(set: CharacterSet): Test {
  const pattern = new RegExp(`^${printSet(set, "script")}$`, set.fold ? "iv" : "v");
  const known = Array.from({ length: 128 }, (_, code) => pattern.test(String.fromCharCode(code)));
  return (code) => (code < 128 ? known[code] === true : pattern.test(String.fromCodePoint(code)));
}
