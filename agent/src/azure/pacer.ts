import type { Clock } from "../deps.ts";

export interface Rate {
  readonly calls: number;
  readonly perMs: number;
}

/** Makes callers wait so that no more than `rate.calls` pass within any `rate.perMs`, in the order in which they came. */
export function pacer(clock: Clock, rate: Rate): () => Promise<void> {
  const passed: number[] = [];
  let last: Promise<void> = Promise.resolve();
  const pass = async (): Promise<void> => {
    const oldest = passed[0];
    if (passed.length >= rate.calls && oldest !== undefined) {
      const wait = oldest + rate.perMs - clock.now().getTime();
      if (wait > 0) await clock.sleep(wait);
      passed.shift();
    }
    passed.push(clock.now().getTime());
  };
  return () => {
    last = last.then(pass);
    return last;
  };
}
