import { isDigit, isHexLetter, isLetter } from "./characters.ts";

const COLON = 58;

/**
 * Where a path begins in a word: at its start, or after a colon as in `file:/a/b`. A path has two parts or more after its
 * root, or a drive letter; one without a root has two backslashes, or two slashes and an ending. -1 without one.
 */
export function pathStart(word: string): number {
  const slash = separatorFrom(word, 0);
  if (slash < 0) return -1;
  const drive = driveStart(word, slash);
  if (drive !== undefined) return drive;
  const second = separatorFrom(word, slash + 1);
  const root = rootStart(word, slash);
  if (root === undefined) return second > slash && isRelative(word, second) ? 0 : -1;
  return Math.max(second, word.indexOf("?", slash + 1)) > slash && word.length > slash + 2 ? root : -1;
}

/** `src/main/app.ts` or `HKLM\Software\Vendor`, but not `read/write/append`. */
function isRelative(word: string, second: number): boolean {
  if (word[second] === "\\") return true;
  const dot = word.lastIndexOf(".");
  return dot > second && dot > word.lastIndexOf("/") + 1 && word.length - dot <= MAX_ENDING;
}

/** The dot and up to five letters. */
const MAX_ENDING = 6;

function separatorFrom(word: string, from: number): number {
  for (let i = from; i < word.length; i++) if (word[i] === "/" || word[i] === "\\") return i;
  return -1;
}

/** `C:\` at the start of a word, or after another colon. */
function driveStart(word: string, slash: number): number | undefined {
  if (slash < 2 || word.charCodeAt(slash - 1) !== COLON || !isLetter(word.charCodeAt(slash - 2))) return undefined;
  return slash === 2 || word.charCodeAt(slash - 3) === COLON ? slash - 2 : undefined;
}

function rootStart(word: string, slash: number): number | undefined {
  if (slash === 0 || word.charCodeAt(slash - 1) === COLON) return slash;
  return slash === 1 && (word[0] === "~" || word[0] === ".") ? 0 : undefined;
}

/** An IPv6 or MAC address: groups of up to four hexadecimal digits, and at least two colons. */
export function isAddressOfHexGroups(word: string): boolean {
  let colons = 0;
  let group = 0;
  let marks = 0;
  const zone = word.indexOf("%");
  const end = zone < 0 ? word.length : zone;
  for (let i = 0; i < end; i++) {
    const code = word.charCodeAt(i);
    if (code === COLON) {
      if (word.charCodeAt(i + 1) === COLON) marks++;
      colons++;
      group = 0;
      continue;
    }
    if (!isDigit(code) && !isHexLetter(code)) return false;
    if (isDigit(code)) marks++;
    if (++group > 4) return false;
  }
  return colons >= 2 && marks > 0 && end > 4;
}

/** `name@host.domain`. */
export function isMailAddress(word: string): boolean {
  const at = word.indexOf("@");
  return at > 0 && isHostName(word.slice(at + 1));
}

const TOP_LEVELS = new Set("com net org edu gov mil int info biz arpa local localdomain internal lan".split(" "));

/** Two-letter domains whose letters are no ending of a program's or library's file. */
const COUNTRIES = new Set(
  (
    "ae ar at au be bg br ca ch cl cn co cz de dk ee es eu fi fr gr hk hu id ie il in io ir it jp kr lt lu lv mx my nl no " +
    "nz pe ph pl pt ro ru se sg si sk th tr tw ua uk us uy vn za"
  ).split(" "),
);

/** A name under a known top-level domain, with or without a port. A country's domain needs three parts, not two. */
export function isHostName(word: string): boolean {
  const colon = word.indexOf(":");
  if (colon >= 0 && !isNumber(word, colon + 1)) return false;
  if (!word.includes(".")) return false;
  const parts = (colon < 0 ? word : word.slice(0, colon)).split(".");
  if (parts.length < 2 || !parts.every(isLabel)) return false;
  const last = (parts.at(-1) ?? "").toLowerCase();
  return TOP_LEVELS.has(last) || (parts.length > 2 && COUNTRIES.has(last));
}

function isNumber(word: string, from: number): boolean {
  for (let i = from; i < word.length; i++) if (!isDigit(word.charCodeAt(i))) return false;
  return true;
}

function isLabel(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (!isLetter(code) && !isDigit(code) && text[i] !== "-" && text[i] !== "_") return false;
  }
  return text !== "";
}
