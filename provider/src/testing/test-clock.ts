/** A clock that stands still until it is told to move. */
export interface TestClock {
  readonly now: () => Date;
  readonly advance: (ms: number) => void;
  readonly set: (iso: string) => void;
}

export function testClock(start = "2026-11-10T00:00:00.000Z"): TestClock {
  let atMs = Date.parse(start);
  return {
    now: () => new Date(atMs),
    advance: (ms) => {
      atMs += ms;
    },
    set: (iso) => {
      atMs = Date.parse(iso);
    },
  };
}
