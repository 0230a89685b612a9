const TINY = 1e-300;
const ENOUGH = 1e-16;

/** The logarithm of the gamma function of a positive number (Lanczos). */
function logGamma(x: number): number {
  const terms = [
    676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
    -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  const base = x - 1 + 7.5;
  const sum = terms.reduce((all, term, i) => all + term / (x + i), 0.99999999999980993);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(base) - base + Math.log(sum);
}

/** A continued fraction b0 + a1 / (b1 + a2 / (b2 + …)) (Lentz). */
function continuedFraction(b0: number, step: (n: number) => readonly [a: number, b: number]): number {
  let value = b0 === 0 ? TINY : b0;
  let [c, d] = [value, 0];
  for (let n = 1; n <= 10_000; n++) {
    const [a, b] = step(n);
    d = 1 / (b + a * d || TINY);
    c = b + a / c || TINY;
    value *= c * d;
    if (Math.abs(c * d - 1) < ENOUGH) break;
  }
  return value;
}

/** The error function. */
export function erf(x: number): number {
  if (Number.isNaN(x)) return x;
  if (Math.abs(x) > 2) return x > 0 ? 1 - erfc(x) : erfc(-x) - 1;
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > Math.abs(sum) * ENOUGH; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** One minus the error function, exact where it is small. */
export function erfc(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x < 0) return 2 - erfc(-x);
  if (x <= 2) return 1 - erf(x);
  if (x > 27) return 0;
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * continuedFraction(x, (n) => [n / 2, x]));
}

/** The distribution function of the beta distribution; NaN beyond its range. */
export function betaCdf(x: number, alpha: number, beta: number): number {
  if (!(x >= 0 && x <= 1 && alpha > 0 && beta > 0)) return Number.NaN;
  if (x === 0 || x === 1) return x;
  const front = Math.exp(alpha * Math.log(x) + beta * Math.log1p(-x) - logBeta(alpha, beta));
  if (x < (alpha + 1) / (alpha + beta + 2)) return front / alpha / betaFraction(x, alpha, beta);
  return 1 - front / beta / betaFraction(1 - x, beta, alpha);
}

/** The density of the beta distribution; NaN beyond its range. */
export function betaPdf(x: number, alpha: number, beta: number): number {
  if (!(x >= 0 && x <= 1 && alpha > 0 && beta > 0)) return Number.NaN;
  return Math.exp((alpha - 1) * Math.log(x) + (beta - 1) * Math.log1p(-x) - logBeta(alpha, beta));
}

/** The x whose betaCdf is `p`: null for what is no probability, NaN for what is no distribution. */
export function betaInverse(p: number, alpha: number, beta: number): number | null {
  if (!(alpha > 0 && beta > 0)) return Number.NaN;
  if (!(p >= 0 && p <= 1)) return null;
  let [low, high] = [0, 1];
  for (let step = 0; step < 1100; step++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (betaCdf(middle, alpha, beta) < p) low = middle;
    else high = middle;
  }
  return high;
}

function logBeta(alpha: number, beta: number): number {
  return logGamma(alpha) + logGamma(beta) - logGamma(alpha + beta);
}

function betaFraction(x: number, alpha: number, beta: number): number {
  return continuedFraction(1, (n) => {
    const m = Math.floor(n / 2);
    const even = (m * (beta - m) * x) / ((alpha + 2 * m - 1) * (alpha + 2 * m));
    const odd = (-(alpha + m) * (alpha + beta + m) * x) / ((alpha + 2 * m) * (alpha + 2 * m + 1));
    return [n % 2 === 0 ? even : odd, 1];
  });
}
