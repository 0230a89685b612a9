import type { Keyword } from "./ast.ts";
import { foldMembers, isTermUnit } from "./folding.ts";
import { bordersOf } from "./keyword-text.ts";

export interface WordOwner {
  readonly word: Keyword;
  readonly owner: number;
}

/** Calls `found` with the owner of every word that the text has, some more than once. */
export type KeywordScan = (text: string, found: (owner: number) => void) => void;

interface Node {
  readonly next: Map<number, Node>;
  readonly ends: Ending[];
  fail: Node | undefined;
  id: number;
}

interface Ending {
  readonly length: number;
  readonly owner: number;
  readonly before: boolean;
  readonly after: boolean;
}

/**
 * All words of all rules in one pass over a text (Aho and Corasick, 1975), so that twenty rules cost as much as one; finds what
 * `keywordRegex` of each rule finds.
 */
export function keywordScan(words: readonly WordOwner[]): KeywordScan {
  const symbols = symbolTable(words.map(({ word }) => word.text));
  const nodes = trie(words, symbols);
  linkFailures(nodes);
  const table = transitions(nodes, symbols.count);
  const endings = nodes.map(allEndings);
  const { of, count } = symbols;
  return (text, found) => {
    let row = 0;
    for (let i = 0; i < text.length; i++) {
      const next = table[row + (of[text.charCodeAt(i)] ?? 0)] ?? 0;
      row = next < 0 ? ~next : next;
      if (next < 0) for (const ending of endings[row / count] ?? []) if (isWhole(text, i, ending)) found(ending.owner);
    }
  };
}

function isWhole(text: string, at: number, { length, before, after }: Ending): boolean {
  const start = at + 1 - length;
  if (before && start > 0 && isTermUnit(text.charCodeAt(start - 1))) return false;
  return !(after && at + 1 < text.length && isTermUnit(text.charCodeAt(at + 1)));
}

interface Symbols {
  /** Symbol by UTF-16 unit; 0 is every unit that no word has. */
  readonly of: Uint16Array;
  readonly count: number;
}

function symbolTable(texts: readonly string[]): Symbols {
  const of = new Uint16Array(0x10000);
  let count = 1;
  for (const text of texts)
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (of[unit] !== 0) continue;
      for (const member of foldMembers(unit)) of[member] = count;
      count++;
    }
  return { of, count };
}

function newNode(id: number): Node {
  return { next: new Map(), ends: [], fail: undefined, id };
}

function trie(words: readonly WordOwner[], { of }: Symbols): Node[] {
  const root = newNode(0);
  const nodes = [root];
  for (const { word, owner } of words) {
    let node = root;
    for (let i = 0; i < word.text.length; i++) {
      const symbol = of[word.text.charCodeAt(i)] ?? 0;
      const next = node.next.get(symbol) ?? newNode(nodes.length);
      if (next.id === nodes.length) nodes.push(next);
      node.next.set(symbol, next);
      node = next;
    }
    const [before, after] = bordersOf(word);
    node.ends.push({ length: word.text.length, owner, before, after });
  }
  return nodes;
}

// Breadth first, so that the node to fall back to is linked before.
function linkFailures(nodes: readonly Node[]): void {
  const [root] = nodes;
  if (root === undefined) return;
  const queue: Node[] = [...root.next.values()];
  for (const node of queue) node.fail = root;
  for (const node of queue)
    for (const [symbol, next] of node.next) {
      let back = node.fail;
      while (back !== undefined && !back.next.has(symbol)) back = back.fail;
      next.fail = back?.next.get(symbol) ?? root;
      queue.push(next);
    }
}

/** Where each node's row leads by symbol: the start of the next row, as its complement where words end there. */
function transitions(nodes: readonly Node[], width: number): Int32Array {
  const table = new Int32Array(nodes.length * width);
  for (const node of nodes)
    for (let symbol = 1; symbol < width; symbol++) {
      let at: Node | undefined = node;
      while (at !== undefined && !at.next.has(symbol)) at = at.fail;
      const next = at?.next.get(symbol);
      const row = (next?.id ?? 0) * width;
      table[node.id * width + symbol] = next !== undefined && allEndings(next).length > 0 ? ~row : row;
    }
  return table;
}

function allEndings(node: Node): Ending[] {
  const found = [...node.ends];
  for (let back = node.fail; back !== undefined; back = back.fail) found.push(...back.ends);
  return found;
}
