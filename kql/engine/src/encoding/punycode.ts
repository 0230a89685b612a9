import { KqlError } from "../errors.ts";

// https://www.rfc-editor.org/rfc/rfc3492
const BASE = 36;
const [T_MIN, T_MAX, SKEW, DAMP] = [1, 26, 38, 700];
const DIGITS = "abcdefghijklmnopqrstuvwxyz0123456789";

function adapt(delta: number, points: number, first: boolean): number {
  let rest = Math.floor(delta / (first ? DAMP : 2));
  rest += Math.floor(rest / points);
  let k = 0;
  for (; rest > ((BASE - T_MIN) * T_MAX) / 2; k += BASE) rest = Math.floor(rest / (BASE - T_MIN));
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
}

function threshold(k: number, bias: number): number {
  return Math.min(Math.max(k - bias, T_MIN), T_MAX);
}

export function toPunycode(text: string): string {
  const codes = Array.from(text, (char) => char.codePointAt(0) ?? 0);
  const basic = codes.filter((code) => code < 128);
  let output = basic.map((code) => String.fromCharCode(code)).join("") + (basic.length > 0 ? "-" : "");
  let [n, delta, bias, handled] = [128, 0, 72, basic.length];
  while (handled < codes.length) {
    const next = Math.min(...codes.filter((code) => code >= n));
    delta += (next - n) * (handled + 1);
    n = next;
    for (const code of codes) {
      if (code < n) delta++;
      if (code !== n) continue;
      output += digits(delta, bias);
      bias = adapt(delta, handled + 1, handled === basic.length);
      delta = 0;
      handled++;
    }
    delta++;
    n++;
  }
  return output;
}

function digits(delta: number, bias: number): string {
  let output = "";
  let rest = delta;
  for (let k = BASE; ; k += BASE) {
    const t = threshold(k, bias);
    if (rest < t) return output + DIGITS.charAt(rest);
    output += DIGITS.charAt(t + ((rest - t) % (BASE - t)));
    rest = Math.floor((rest - t) / (BASE - t));
  }
}

/** Throws KqlError for what is no punycode. */
export function fromPunycode(text: string): string {
  const cut = text.lastIndexOf("-");
  const codes = Array.from(text.slice(0, Math.max(cut, 0)), (char) => char.codePointAt(0) ?? 0);
  let [n, i, bias, at] = [128, 0, 72, cut + 1];
  while (at < text.length) {
    const start = i;
    let weight = 1;
    for (let k = BASE; ; k += BASE) {
      const digit = DIGITS.indexOf(text.charAt(at++).toLowerCase() || "?");
      if (digit < 0 || codes.some((code) => code > 0x10ffff)) throw broken(text);
      i += digit * weight;
      const t = threshold(k, bias);
      if (digit < t) break;
      weight *= BASE - t;
    }
    bias = adapt(i - start, codes.length + 1, start === 0);
    n += Math.floor(i / (codes.length + 1));
    i %= codes.length + 1;
    if (n > 0x10ffff) throw broken(text);
    codes.splice(i++, 0, n);
  }
  return String.fromCodePoint(...codes);
}

/**
 * Each label of a domain that is not ASCII behind `xn--`, its case kept. Throws KqlError for what would have to be
 * normalized first. https://learn.microsoft.com/kusto/query/punycode-domain-to-string-function
 */
export function domainToPunycode(domain: string): string {
  return labelsOf(domain)
    .map((label) => (isAscii(label) ? label : `xn--${toPunycode(plainLabel(label))}`))
    .join(".");
}

/**
 * Each label behind `xn--` as the text that it stands for. Throws KqlError for what is not ASCII, and for a label that
 * no text gives. https://learn.microsoft.com/kusto/query/punycode-domain-from-string-function
 */
export function domainFromPunycode(domain: string): string {
  if (!isAscii(domain)) throw broken(domain);
  return labelsOf(domain)
    .map((label) => (label.startsWith("xn--") ? decodedLabel(label.slice("xn--".length)) : label))
    .join(".");
}

function labelsOf(domain: string): string[] {
  if (/\uff0e|^xn--|\.xn--$/iu.test(domain) && !isAscii(domain)) throw broken(domain);
  if (/xn--/i.test(domain.replaceAll(/(?:^|(?<=\.))xn--/g, ""))) throw broken(domain);
  return domain.split(/[.\u3002\uff61]/u);
}

function decodedLabel(code: string): string {
  const label = fromPunycode(code);
  if (isAscii(label) || toPunycode(plainLabel(label)) !== code) throw broken(code);
  return label;
}

// Sharp s, final sigma and the joiners are other labels, or none, in one version of IDNA than in the next.
function plainLabel(label: string): string {
  const uncertain = ["\u00df", "\u1e9e", "\u03c2", "\u200c", "\u200d"].some((char) => label.includes(char));
  if (uncertain || label !== label.normalize("NFKC")) throw broken(label);
  return label;
}

function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}

function broken(text: string): KqlError {
  return new KqlError("NotSupported", `What is no punycode is not proven: ${text}`);
}
