import { readClass } from "./classes.ts";
import { type Cursor, cursorOf, eat, type Flags, invalid, next, peek, skipBlanks, unproven, until } from "./cursor.ts";
import { readEscape } from "./escapes.ts";
import { LAST_CODE_POINT, type ParsedRegex, type Place, type RegexNode, range, type SetItem } from "./nodes.ts";

const MAX_DEPTH = 200;

/** Reads a pattern in Kusto's syntax (https://learn.microsoft.com/kusto/query/regex). Throws RegexError. */
export function parseRegex(pattern: string): ParsedRegex {
  const cursor = cursorOf(pattern);
  const root = readEither(cursor);
  if (peek(cursor) !== undefined) throw invalid("a group is closed that was not opened");
  return { root, groups: cursor.groups, names: cursor.names };
}

function readEither(cursor: Cursor): RegexNode {
  if (++cursor.depth > MAX_DEPTH) throw unproven("a pattern that is nested so deeply");
  const { flags } = cursor;
  const nodes = [readSequence(cursor)];
  while (eat(cursor, "|")) nodes.push(readSequence(cursor));
  // Flags that are set within a group end with it.
  cursor.flags = flags;
  cursor.depth--;
  return nodes.length === 1 && nodes[0] !== undefined ? nodes[0] : { kind: "either", nodes };
}

function readSequence(cursor: Cursor): RegexNode {
  const nodes: RegexNode[] = [];
  for (;;) {
    skipBlanks(cursor);
    const char = peek(cursor);
    if (char === undefined || char === "|" || char === ")") break;
    const atom = readAtom(cursor);
    if (atom !== undefined) nodes.push(readRepeats(cursor, atom));
  }
  return nodes.length === 1 && nodes[0] !== undefined ? nodes[0] : { kind: "sequence", nodes };
}

/** undefined: flags for what follows. */
function readAtom(cursor: Cursor): RegexNode | undefined {
  const { flags } = cursor;
  const char = next(cursor, "");
  switch (char) {
    case "(":
      return readGroup(cursor);
    case "[":
      return readClass(cursor);
    case ".":
      return set(flags, flags.s ? range(0, LAST_CODE_POINT) : range(0, 9), range(11, LAST_CODE_POINT));
    case "^":
      return place(flags.m ? "lineStart" : "start");
    case "$":
      return place(flags.m ? "lineEnd" : "end");
    case "\\": {
      const escaped = readEscape(cursor);
      return typeof escaped === "string" ? place(escaped) : set(flags, escaped);
    }
    case "*":
    case "+":
    case "?":
      throw invalid(`nothing stands before ${char}`);
    case "{":
      throw unproven("a brace that repeats nothing; write \\{");
    default:
      return set(flags, range(char.codePointAt(0) ?? 0));
  }
}

function set(flags: Flags, ...items: SetItem[]): RegexNode {
  return { kind: "set", items, negated: false, fold: flags.i };
}

function place(what: Place): RegexNode {
  return { kind: "place", place: what };
}

function readGroup(cursor: Cursor): RegexNode | undefined {
  if (!eat(cursor, "?")) return capture(cursor);
  for (const look of ["=", "!", "<=", "<!"]) if (eat(cursor, look)) throw invalid("look-around is not supported");
  if (eat(cursor, "P<") || eat(cursor, "<")) {
    const name = until(cursor, ">", "a group's name is not closed");
    if (!/^[A-Za-z_][\w.[\]]*$/.test(name)) throw invalid(`not a group's name: ${name}`);
    if (cursor.names.has(name)) throw invalid(`two groups are named ${name}`);
    cursor.names.set(name, cursor.groups + 1);
    return capture(cursor);
  }
  const changed = readFlags(cursor);
  if (eat(cursor, ")")) {
    cursor.flags = changed;
    return undefined;
  }
  cursor.at++;
  return inner(cursor, changed);
}

function readFlags(cursor: Cursor): Flags {
  let flags = cursor.flags;
  let on = true;
  while (peek(cursor) !== ")" && peek(cursor) !== ":") {
    const char = next(cursor, "a group is not closed");
    if (char === "-" && on) on = false;
    else if ("imsUx".includes(char)) flags = { ...flags, [char]: on };
    else if (char === "R" || (char === "u" && !on)) throw unproven(`the flag ${char}`);
    else if (char !== "u") throw invalid(`unrecognized flag or group: ${char}`);
  }
  return flags;
}

function capture(cursor: Cursor): RegexNode {
  const index = ++cursor.groups;
  return { kind: "group", index, node: inner(cursor, cursor.flags) };
}

function inner(cursor: Cursor, flags: Flags): RegexNode {
  const outer = cursor.flags;
  cursor.flags = flags;
  const node = readEither(cursor);
  cursor.flags = outer;
  if (!eat(cursor, ")")) throw invalid("a group is not closed");
  return node;
}

function readRepeats(cursor: Cursor, atom: RegexNode): RegexNode {
  let node = atom;
  for (;;) {
    skipBlanks(cursor);
    const counts = readCounts(cursor);
    if (counts === undefined) return node;
    const lazy = eat(cursor, "?");
    node = { kind: "repeat", node, min: counts[0], max: counts[1], greedy: lazy === cursor.flags.U };
  }
}

function readCounts(cursor: Cursor): [number, number] | undefined {
  if (eat(cursor, "*")) return [0, Number.POSITIVE_INFINITY];
  if (eat(cursor, "+")) return [1, Number.POSITIVE_INFINITY];
  if (eat(cursor, "?")) return [0, 1];
  if (!eat(cursor, "{")) return undefined;
  const text = until(cursor, "}", "a repetition is not closed").replace(/\s/g, "");
  const [, low, comma, high] = /^(\d*)(,?)(\d*)$/.exec(text) ?? [];
  if (low === undefined || low === "") throw unproven(`the repetition {${text}}`);
  const min = Number(low);
  const max = comma === "" ? min : high === "" ? Number.POSITIVE_INFINITY : Number(high);
  if (max < min) throw invalid(`the repetition {${text}} ends below its start`);
  if (min > 1000 || (max !== Number.POSITIVE_INFINITY && max > 1000)) throw unproven(`the repetition {${text}}`);
  return [min, max];
}
