import { SHARE_STEPS, type Share } from "./ast.ts";

const HEX = "0123456789abcdef";
const DIGITS = 4;

/**
 * Which digits of a row's hash decide: those of sampling and of holding out are not the same, or sampling would never meet what
 * is held out. All rules sample by the same ones: what one keeps at 10 % is among what another keeps at 20 %.
 */
const PARTS = { sampling: 0, heldOut: DIGITS } as const;
export type HashPart = keyof typeof PARTS;

/**
 * A regular expression for hexadecimal texts in which four digits are less than `share`, an integer from 1 to 65535; the subset
 * of transformations cannot compare texts by `<`. `^(0|1[0-8]|19[0-8]|199[0-9])` is a tenth.
 */
export function hexBelow(share: Share, part: HashPart): string {
  if (!Number.isInteger(share) || share <= 0 || share >= SHARE_STEPS) throw new RangeError(`Not a share: ${share}`);
  const digits = share.toString(16).padStart(DIGITS, "0");
  const alternatives = [...digits].flatMap((digit, i) => {
    const below = HEX.indexOf(digit);
    return below === 0 ? [] : [`${digits.slice(0, i)}${classBelow(below)}`];
  });
  const start = PARTS[part] === 0 ? "^" : `^.{${PARTS[part]}}`;
  return alternatives.length === 1 ? `${start}${alternatives[0]}` : `${start}(${alternatives.join("|")})`;
}

function classBelow(count: number): string {
  if (count === 1) return "0";
  if (count <= 10) return `[0-${HEX[count - 1]}]`;
  return count === 11 ? "[0-9a]" : `[0-9a-${HEX[count - 1]}]`;
}

/** Whether the hash lies in the share, as `hexBelow` says it. */
export function isBelow(hexHash: string, share: Share, part: HashPart): boolean {
  return Number.parseInt(hexHash.slice(PARTS[part], PARTS[part] + DIGITS), 16) < share;
}

/** The nearest share in steps of 1/65536; a share above 0 never becomes 0, nor one below 1 all. */
export function shareOf(rate: number): Share {
  if (!(rate >= 0 && rate <= 1)) throw new RangeError(`Not a share from 0 to 1: ${rate}`);
  const steps = Math.round(rate * SHARE_STEPS);
  if (steps === 0 && rate > 0) return 1;
  return steps === SHARE_STEPS && rate < 1 ? SHARE_STEPS - 1 : steps;
}
