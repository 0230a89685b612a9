/** UTF-16 units that simple case folding makes equal to `unit`, itself among them, as `(?i)` of regular expressions has it. */
export function foldMembers(unit: number): readonly number[] {
  const known = memo.get(unit);
  if (known !== undefined) return known;
  const found =
    unit < 0x80 ? asciiMembers(unit) : unit in ASCII_OF ? asciiMembers(ASCII_OF[unit] ?? 0) : otherMembers(unit);
  memo.set(unit, found);
  return found;
}

const memo = new Map<number, readonly number[]>();
const LONG_S = 0x17f;
const KELVIN = 0x212a;
/** The only others whose fold is a letter of ASCII. */
const ASCII_OF: Readonly<Record<number, number>> = { [LONG_S]: 0x73, [KELVIN]: 0x6b };

function asciiMembers(unit: number): number[] {
  const lower = unit | 0x20;
  if (lower < 0x61 || lower > 0x7a) return [unit];
  const both = [lower, lower & ~0x20];
  if (lower === 0x73) return [...both, LONG_S];
  return lower === 0x6b ? [...both, KELVIN] : both;
}

function otherMembers(unit: number): number[] {
  const char = String.fromCharCode(unit);
  if (/\p{Cs}/u.test(char)) return [unit];
  const same = new RegExp(`^\\u{${unit.toString(16)}}$`, "iu");
  const members = [...relatives(char)].filter((other) => same.test(other)).map((other) => other.charCodeAt(0));
  return members.includes(unit) ? members : [unit, ...members];
}

/** Everything that shares an upper or lower case with the character, at most two steps away. */
function relatives(char: string): Set<string> {
  const near = new Set([char]);
  for (let step = 0; step < 2; step++)
    for (const one of [...near]) for (const other of byCase().get(one.toLowerCase()) ?? []) addAll(near, other);
  return near;
}

function addAll(near: Set<string>, char: string): void {
  near.add(char);
  for (const other of byCase().get(char.toUpperCase()) ?? []) near.add(other);
}

let cases: Map<string, string[]> | undefined;

/** Characters of the basic plane by their lower and their upper case. */
function byCase(): ReadonlyMap<string, readonly string[]> {
  if (cases !== undefined) return cases;
  const found = new Map<string, string[]>();
  for (let unit = 0x80; unit < 0x10000; unit++) {
    const char = String.fromCharCode(unit);
    const [lower, upper] = [char.toLowerCase(), char.toUpperCase()];
    if (lower === char && upper === char) continue;
    for (const key of new Set([char, lower, upper])) found.set(key, [...(found.get(key) ?? []), char]);
  }
  cases = found;
  return found;
}

/** Letters and digits of ASCII, and the two that case folding makes of them. */
export function isTermUnit(unit: number): boolean {
  if (unit < 0x30) return false;
  if (unit <= 0x39) return true;
  const lower = unit | 0x20;
  return (unit < 0x80 && lower >= 0x61 && lower <= 0x7a) || unit === LONG_S || unit === KELVIN;
}

/** Whether upper and lower case of every letter is known for certain: the letters of the basic plane. */
export function hasCertainCase(text: string): boolean {
  return ![...text].some((char) => char.length > 1 && char.toLowerCase() !== char.toUpperCase());
}
