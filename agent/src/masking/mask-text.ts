import { maskNumbers } from "./mask-numbers.ts";

type Rule = readonly [find: RegExp, put: string];

const equals = "(?:=|%3d|%253d)";
/** Names of parameters, headers and fields whose values are nobody else's business. */
const secretNames = [
  "pass(?:word|wd|phrase|code)?",
  "pwd",
  "pw",
  "[a-z0-9_.[\\]-]{0,40}(?:password|passwd|secret|token|session|credential|apikey|api[_-]key|sessid|signature)[a-z0-9_.[\\]-]{0,20}",
  "(?:access|account|private|shared|client|subscription|ocp-apim-subscription|functions|x-functions)[_-]?key",
  "auth",
  "authorization",
  "sid",
  "sig",
  "otp",
  "pin",
  "cvv",
  "cvc",
  "csrf",
  "xsrf",
  "ssn",
].join("|");
// A session id in a path ends with the path; it has its own rule.
const noName = "(?<![a-z0-9_.[-])(?!(?<=;)(?:jsessionid|phpsessid|sid)=\\[secret\\])";

const rules: readonly Rule[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/gis, "[private-key]"],
  // Whatever their case: what the patterns saw is in lower case.
  [/\beyJ[A-Za-z0-9_-]{5,}(?:\.[A-Za-z0-9_-]*){1,4}/gi, "[jwt]"],
  [/\b((?:proxy-)?authorization|cookie|set-cookie)("?\s*:\s*)[^\r\n]*/gi, "$1$2[secret]"],
  [
    /\b(bearer|basic|negotiate|digest|sharedkey|sharedaccesssignature)((?:\s|\+|%20)+)[A-Za-z0-9+/=_.~:%-]{6,}/gi,
    "$1$2[secret]",
  ],
  [/(:\/\/[^\s/:@?#]{0,100}:)[^\s/@?#]{1,100}@/g, "$1[secret]@"],
  [/;(jsessionid|phpsessid|sid)=[^;/?#&\s]*/gi, ";$1=[secret]"],
  // To the end, or to where another parameter surely begins: a password may hold any character.
  [
    new RegExp(`${noName}((?:${secretNames})(?:\\[\\]|%5b%5d)?)(${equals})(?:(?!&[\\w.[\\]%-]{1,64}=).)+`, "gis"),
    "$1$2[secret]",
  ],
  [new RegExp(`(["'](?:${secretNames})["']\\s*:\\s*["'])(?:\\\\.|(?!["']\\s*[,}\\]]).)+`, "gis"), "$1[secret]"],
  // Words of many meanings: only where the value looks like a key.
  [/(?<![a-z0-9_.-])(code=)[\w.~+/-]+/gi, "$1[secret]"],
  [/(?<![a-z0-9_.-])((?:key|state)=)[\w.~+/-]{16,}/gi, "$1[secret]"],
  [/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/gi, "[api-key]"],
  [
    /\b(?:gh[pousr]_|github_pat_|glpat-|xox[abeprs]-|[srp]k[_-](?:live|test|proj|ant)[_-]|sk-|npm_|SG\.)[A-Za-z0-9_.-]{10,}/gi,
    "[api-key]",
  ],
  [/\bAIza[0-9A-Za-z_-]{30,}/gi, "[api-key]"],
  [/[\p{L}\p{N}._+-]{1,64}(?:@|%40|%2540|&#64;)[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/gu, "[email]"],
  // Not after 0x: that is how payloads write text, not how tokens look.
  [/(?<![0-9a-zA-Z])(?!0x)[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12,}(?![0-9a-zA-Z])/g, "[token]"],
  [/(?<![A-Za-z0-9_-])(?!0x)(?=(?:[A-Za-z_-]*\d){5})[A-Za-z0-9_-]{40,}={0,2}/gi, "[token]"],
  [/(?<![A-Za-z0-9_-])(?=[A-Za-z_-]*\d)(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])[A-Za-z0-9_-]{40,}={0,2}/g, "[token]"],
];

const rounds = 4;

/** Puts names such as `[secret]`, `[email]` and `[card]` for secrets and personal data in a text. Pure. */
export function maskText(text: string): string {
  let masked = text.replace(/[０-９＠]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
  // What stood beside a masked text may be seen for what it is only now.
  for (let round = 0; round < rounds; round++) {
    const before = masked;
    masked = maskNumbers(rules.reduce((rest, [find, put]) => rest.replace(find, put), before));
    if (masked === before) break;
  }
  return masked;
}

/**
 * Masks a text of a log row, which may be percent-encoded several times. Where decoding shows more to mask, the decoded
 * and masked text stands for the original.
 */
export function maskLogged(text: string): string {
  let masked = maskText(text);
  let decoded = masked;
  for (let round = 0; round < rounds; round++) {
    const next = decodedOnce(decoded);
    if (next === decoded) break;
    decoded = maskText(next);
    if (decoded !== next) masked = decoded;
  }
  return masked;
}

function decodedOnce(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (codes) => Buffer.from(codes.replaceAll("%", ""), "hex").toString("utf8"));
}

/** So much is cut off a text that arrived cut, since half of a secret is not known for one. */
const uncertain = 128;

/**
 * At most `max` characters of a logged text, masked before anything is cut off. `cutAt` is the length at which the text was
 * cut already when it came.
 */
export function maskCapped(text: string, max: number, cutAt = Number.POSITIVE_INFINITY): string {
  const masked = maskLogged(text);
  const whole = text.length < cutAt ? masked : `${masked.slice(0, Math.max(0, masked.length - uncertain))}…`;
  if (whole.length <= max) return whole;
  return `${whole.slice(0, max - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
