import { plainString } from "../dynamic/codec.ts";
import type { Dynamic } from "../dynamic/value.ts";
import { KqlError } from "../errors.ts";

/** Not well-formed XML. */
class XmlFault extends Error {}

interface Cursor {
  readonly text: string;
  at: number;
}

const MAX_DEPTH = 200;
const NAME = /[A-Za-z_:\u0080-\uFFFF][\w:.\-\u0080-\uFFFF]*/y;
const ATTRIBUTE = /\s+([A-Za-z_:\u0080-\uFFFF][\w:.\-\u0080-\uFFFF]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const SKIPPED = /(?:\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->)*/y;
const TEXT = /[^<]+/y;
const CDATA = /<!\[CDATA\[([\s\S]*?)\]\]>/y;
const COMMENT = /<\?[\s\S]*?\?>|<!--[\s\S]*?-->/y;

/**
 * XML as a bag: an element with nothing but text is that text, attributes are `@name`, text beside them `#text`, elements of
 * one name an array. Null of what is no XML. https://learn.microsoft.com/kusto/query/parse-xml-function
 */
export function xmlToDynamic(text: string): Dynamic {
  const cursor: Cursor = { text: text.replace(/^\uFEFF/, ""), at: 0 };
  try {
    if (text.trim() === "") return null;
    match(SKIPPED, cursor);
    if (cursor.text.startsWith("<!DOCTYPE", cursor.at)) throw unproven("a document type");
    const [name, value] = element(cursor, 0);
    match(SKIPPED, cursor);
    if (cursor.at < cursor.text.length) throw new XmlFault();
    return new Map([[name, value]]);
  } catch (error) {
    if (error instanceof XmlFault) return null;
    throw error;
  }
}

function unproven(what: string): KqlError {
  return new KqlError("NotSupported", `parse_xml() of ${what} is not proven`);
}

function match(pattern: RegExp, cursor: Cursor): RegExpExecArray | undefined {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text);
  if (found === null) return undefined;
  cursor.at += found[0].length;
  return found;
}

function expect(sign: string, cursor: Cursor): void {
  if (!cursor.text.startsWith(sign, cursor.at)) throw new XmlFault();
  cursor.at += sign.length;
}

function element(cursor: Cursor, depth: number): [string, Dynamic] {
  if (depth > MAX_DEPTH) throw unproven("such deep elements");
  expect("<", cursor);
  const name = match(NAME, cursor)?.[0];
  if (name === undefined) throw new XmlFault();
  const bag = new Map<string, Dynamic>();
  for (let found = match(ATTRIBUTE, cursor); found !== undefined; found = match(ATTRIBUTE, cursor)) {
    if (bag.has(`@${found[1]}`)) throw new XmlFault();
    bag.set(`@${found[1]}`, entities(found[2] ?? found[3] ?? ""));
  }
  match(/\s*/y, cursor);
  if (cursor.text.startsWith("/>", cursor.at)) {
    cursor.at += 2;
    return [name, bag.size === 0 ? null : bag];
  }
  expect(">", cursor);
  content(cursor, bag, depth);
  expect(`</${name}`, cursor);
  match(/\s*/y, cursor);
  expect(">", cursor);
  return [name, simplified(bag)];
}

function simplified(bag: Map<string, Dynamic>): Dynamic {
  const text = bag.get("#text");
  if (bag.size === 0) return "";
  return bag.size === 1 && text !== undefined ? text : bag;
}

function content(cursor: Cursor, bag: Map<string, Dynamic>, depth: number): void {
  for (;;) {
    const raw = match(TEXT, cursor)?.[0];
    if (raw !== undefined) {
      if (raw.trim() !== "") addText(bag, entities(raw));
      continue;
    }
    const data = match(CDATA, cursor);
    if (data !== undefined) throw unproven("a CDATA section");
    if (match(COMMENT, cursor) !== undefined) continue;
    if (cursor.text.startsWith("</", cursor.at)) return;
    const [name, value] = element(cursor, depth + 1);
    const before = bag.get(name);
    if (before === undefined) bag.set(name, value);
    else bag.set(name, [...(Array.isArray(before) ? before : [before]), value]);
  }
}

function addText(bag: Map<string, Dynamic>, text: string): void {
  if (bag.has("#text")) throw unproven("text in several parts");
  if (/^\s|\s$/.test(text)) throw unproven("space around text");
  bag.set("#text", text);
}

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function entities(text: string): string {
  const plain = text.replace(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|\w+);|&/g, (_, name: string | undefined) => {
    if (name === undefined) throw new XmlFault();
    const code = name.startsWith("#x") ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    const value = name.startsWith("#") ? (code <= 0x10ffff ? String.fromCodePoint(code) : undefined) : NAMED[name];
    if (value === undefined) throw new XmlFault();
    return value;
  });
  return plainString(plain.replaceAll(/\r\n?/g, "\n"));
}
