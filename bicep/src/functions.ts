import { createHash } from "node:crypto";
import { type Arm, isKnown, isReference, isUnknown, toArm, type Value } from "./value.ts";

type Fn = (...args: Arm[]) => Arm;

/** Stand-ins for Azure's own hashes: other values than Azure's, but as stable and as distinct. */
function digest(parts: readonly Arm[], length: number): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, length);
}

function text(value: Arm | undefined): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return JSON.stringify(value ?? null);
}

function size(value: Value | undefined): number {
  if (typeof value === "string" || Array.isArray(value)) return value.length;
  if (typeof value === "object" && value !== null) return Object.keys(value).length;
  throw new Error("length and empty take text, an array or an object");
}

function union(...args: Value[]): Value {
  if (args.every(Array.isArray)) return [...new Set(args.flat())];
  return Object.assign({}, ...args);
}

function items(value: Value = null): Value {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error("items takes an object");
  return Object.entries(value)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([key, item]) => ({ key, value: item }));
}

const hashes: Readonly<Record<string, Fn>> = {
  guid: (...args) => digest(args, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"),
  uniqueString: (...args) => digest(args, 13),
};

/** These only move values about, so parts of what they take may be unknown. */
const movers: Readonly<Record<string, (...args: Value[]) => Value>> = {
  union,
  items,
  concat: (...args) => args.flatMap((arg) => (Array.isArray(arg) ? arg : [arg])),
  empty: (value = null) => value === null || size(value) === 0,
};

const pure: Readonly<Record<string, Fn>> = {
  string: text,
  json: (value) => JSON.parse(text(value)) as Arm,
  take: (value, count) => text(value).slice(0, Number(count)),
  length: size,
  endsWith: (value, end) => text(value).toLowerCase().endsWith(text(end).toLowerCase()),
  toLower: (value) => text(value).toLowerCase(),
  split: (value, separator) => text(value).split(text(separator)),
  join: (list, separator) => (Array.isArray(list) ? list.map(text).join(text(separator)) : text(list)),
  padLeft: (value, width, fill) => text(value).padStart(Number(width), text(fill)),
};

export const functionNames: ReadonlySet<string> = new Set(
  [hashes, movers, pure].flatMap((group) => Object.keys(group)),
);

/** Calls a function of Bicep's `sys` namespace. Unknown arguments give an unknown result, except where they don't matter. */
export function callFunction(name: string, args: readonly Value[], source: string): Value {
  const opaque = args.some((arg) => isUnknown(arg) || isReference(arg));
  const hash = hashes[name];
  if (hash !== undefined) return hash(...args.map(toArm));
  const mover = movers[name];
  // What Azure will fill in is not empty.
  if (mover !== undefined) return opaque ? (name === "empty" ? false : { unknown: source }) : mover(...args);
  const fn = pure[name];
  if (fn === undefined) throw new Error(`function ${name} is not known to the checker`);
  return args.every(isKnown) || name === "string" ? fn(...args.map(toArm)) : { unknown: source };
}
