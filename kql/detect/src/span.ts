const MINUTES = { m: 1, h: 60, d: 1440 } as const;

/** Minutes of a span such as `30m`, `1h`, `2d`. Throws RangeError for another text. */
export function minutesOf(span: string): number {
  const [, number = "", unit = ""] = /^([1-9][0-9]{0,2})([mhd])$/.exec(span) ?? [];
  if (unit !== "m" && unit !== "h" && unit !== "d") throw new RangeError(`"${span}" is no span such as 30m, 1h or 1d`);
  return Number(number) * MINUTES[unit];
}
