const DAY = 864_000_000_000n;
const HOUR = 36_000_000_000n;
const MINUTE = 600_000_000n;
const SECOND = 10_000_000n;

// https://learn.microsoft.com/kusto/query/scalar-data-types/timespan
const UNITS: Readonly<Record<string, bigint>> = {
  d: DAY,
  day: DAY,
  days: DAY,
  h: HOUR,
  hr: HOUR,
  hour: HOUR,
  hours: HOUR,
  m: MINUTE,
  min: MINUTE,
  minute: MINUTE,
  minutes: MINUTE,
  s: SECOND,
  sec: SECOND,
  second: SECOND,
  seconds: SECOND,
  ms: 10_000n,
  milli: 10_000n,
  millis: 10_000n,
  millisecond: 10_000n,
  milliseconds: 10_000n,
  microsecond: 10n,
  microseconds: 10n,
  tick: 1n,
  ticks: 1n,
};

/** Ticks of `1.5h`, `2.03:04:05.1234567` or a bare number of days; undefined for what is not a whole number of ticks. */
export function ticksOfTimespan(text: string): bigint | undefined {
  const unit = /^(-?)(\d+)(?:\.(\d+))?\s*([a-z]*)$/.exec(text.trim());
  if (unit !== null) return withUnit(unit);
  const clock = /^(-?)(?:(\d+)\.)?(\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d{1,7}))?)?$/.exec(text.trim());
  return clock === null ? undefined : fromClock(clock);
}

function withUnit([, sign, whole = "0", fraction = "", name = ""]: RegExpExecArray): bigint | undefined {
  const ticks = UNITS[name === "" ? "d" : name];
  if (ticks === undefined) return undefined;
  const scale = 10n ** BigInt(fraction.length);
  const scaled = BigInt(whole + fraction) * ticks;
  if (scaled % scale !== 0n) return undefined;
  return inRange(sign === "-" ? -(scaled / scale) : scaled / scale);
}

function fromClock([, sign, days = "0", h = "0", m = "0", s = "0", fraction = ""]: RegExpExecArray):
  | bigint
  | undefined {
  if (Number(h) > 23 || Number(m) > 59 || Number(s) > 59) return undefined;
  const ticks =
    BigInt(days) * DAY + BigInt(h) * HOUR + BigInt(m) * MINUTE + BigInt(s) * SECOND + BigInt(fraction.padEnd(7, "0"));
  return inRange(sign === "-" ? -ticks : ticks);
}

function inRange(ticks: bigint): bigint | undefined {
  return BigInt.asIntN(64, ticks) === ticks ? ticks : undefined;
}
