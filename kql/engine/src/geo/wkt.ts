import type { Dynamic } from "../dynamic/value.ts";
import { KqlError } from "../errors.ts";
import { collectionJson, geoJson, positionOf, positionsJson } from "./geojson.ts";

const TYPES: Readonly<Record<string, { readonly type: string; readonly depth: number }>> = {
  POINT: { type: "Point", depth: 0 },
  LINESTRING: { type: "LineString", depth: 1 },
  POLYGON: { type: "Polygon", depth: 2 },
  MULTIPOINT: { type: "MultiPoint", depth: 1 },
  MULTILINESTRING: { type: "MultiLineString", depth: 2 },
  MULTIPOLYGON: { type: "MultiPolygon", depth: 3 },
};

const TOKEN = /\s*([A-Za-z]+|[(),]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)/y;

interface Reader {
  readonly tokens: readonly string[];
  at: number;
}

class NoWkt extends Error {}

/** https://learn.microsoft.com/kusto/query/geo-from-wkt-function. Refused where it is not proven what Kusto takes. */
export function geoFromWkt(text: string): Dynamic {
  const tokens = tokensOf(text);
  if (tokens === undefined) return null;
  const reader: Reader = { tokens, at: 0 };
  try {
    const shape = geometry(reader);
    return reader.at === tokens.length ? shape : null;
  } catch (error) {
    if (error instanceof NoWkt) return null;
    throw error;
  }
}

function tokensOf(text: string): string[] | undefined {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (;;) {
    const before = TOKEN.lastIndex;
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined) return text.slice(before).trim() === "" ? tokens : undefined;
    tokens.push(token);
  }
}

function geometry(reader: Reader): Dynamic {
  const word = next(reader);
  const name = word.toUpperCase();
  const following = reader.tokens[reader.at] ?? "";
  if (/^(z|m|zm|empty)$/i.test(following)) throw unproven(`${name} ${following}`);
  if (word !== name) throw unproven(word);
  if (name === "GEOMETRYCOLLECTION") return collectionJson(listed(reader, () => geometry(reader)));
  const known = TYPES[name];
  if (known === undefined) throw new NoWkt();
  if (known.type === "Point") {
    const [position] = positionsJson(listed(reader, () => position2(reader))) as readonly Dynamic[];
    return geoJson(known.type, position ?? null);
  }
  return geoJson(known.type, nested(reader, known.depth, known.type === "MultiPoint"));
}

function nested(reader: Reader, depth: number, bracketed: boolean): Dynamic {
  if (depth > 1) return listed(reader, () => nested(reader, depth - 1, bracketed));
  return positionsJson(
    listed(reader, () => {
      if (!bracketed || reader.tokens[reader.at] !== "(") return position2(reader);
      return listed(reader, () => position2(reader))[0] ?? [0, 0];
    }),
  );
}

function position2(reader: Reader): readonly [number, number] {
  const [longitude, latitude] = [Number(next(reader)), Number(next(reader))];
  if (Number.isNaN(longitude) || Number.isNaN(latitude)) throw new NoWkt();
  if (/^[-+.\d]/.test(reader.tokens[reader.at] ?? "")) throw unproven("A coordinate of more than two numbers");
  if (positionOf(longitude, latitude) === undefined) throw unproven("A coordinate that is not on Earth");
  return [longitude, latitude];
}

function listed<T>(reader: Reader, item: () => T): T[] {
  if (next(reader) !== "(") throw new NoWkt();
  const items = [item()];
  for (;;) {
    const token = next(reader);
    if (token === ")") return items;
    if (token !== ",") throw new NoWkt();
    items.push(item());
  }
}

function next(reader: Reader): string {
  const token = reader.tokens[reader.at];
  if (token === undefined) throw new NoWkt();
  reader.at += 1;
  return token;
}

function unproven(what: string): KqlError {
  return new KqlError("NotSupported", `${what} in well-known text is not proven`);
}
