// Fixed point: as many bits behind the point as make every rounding to a double the right one, but for freak cases.
const BITS = 128n;
const ONE = 1n << BITS;
const SCALE = 2 ** Number(BITS);

/** The angle of the vector (x, y), rounded to the nearest double. */
export function angleOf(y: number, x: number): number {
  const near = Math.atan2(y, x);
  if (near === 0) return near;
  const [sine, cosine] = fixedSineCosine(fixed(near));
  const [fixedY, fixedX] = [fixed(y), fixed(x)];
  const length = (fixedX * cosine + fixedY * sine) >> BITS;
  // So small is the rest that it is its own tangent.
  return length === 0n ? near : real(fixed(near) + (fixedY * cosine - fixedX * sine) / length);
}

function fixedSineCosine(angle: bigint): [bigint, bigint] {
  const square = (angle * angle) >> BITS;
  return [series(angle, square, 1n), series(ONE, square, 0n)];
}

function series(first: bigint, square: bigint, start: bigint): bigint {
  let [sum, term] = [0n, first];
  for (let n = start; term > 1n || term < -1n; n += 2n) {
    sum += term;
    term = -((term * square) >> BITS) / ((n + 1n) * (n + 2n));
  }
  return sum;
}

// A double is a whole number of 2^-1074; in parts, so that no part of it overflows.
function fixed(value: number): bigint {
  const high = Math.trunc(value * 2 ** 64);
  return (BigInt(high) << (BITS - 64n)) + BigInt(Math.trunc((value - high / 2 ** 64) * SCALE));
}

function real(value: bigint): number {
  return Number(value) / SCALE;
}
