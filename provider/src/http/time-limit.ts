import { AppError } from "./app-error.ts";

interface Waiting {
  readonly untilMs: number;
  readonly reject: (error: AppError) => void;
}

const everyMs = 500;

/**
 * Ends work that takes too long with AppError `timeout`. One timer watches all that is under way, to half a second: a
 * timer for each request would cost more than most requests do.
 */
export function timeLimit(ms: number): <T>(work: Promise<T>) => Promise<T> {
  const waiting = new Set<Waiting>();
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    const now = performance.now();
    for (const entry of waiting) {
      if (entry.untilMs > now) break;
      waiting.delete(entry);
      entry.reject(new AppError("timeout", `The request was not answered within ${ms} ms.`, { retryAfter: 5 }));
    }
    if (waiting.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
  return (work) =>
    new Promise((resolve, reject) => {
      const entry = { untilMs: performance.now() + ms, reject };
      waiting.add(entry);
      timer ??= setInterval(look, Math.min(everyMs, ms)).unref();
      work.then(
        (value) => {
          waiting.delete(entry);
          resolve(value);
        },
        (error: unknown) => {
          waiting.delete(entry);
          reject(error);
        },
      );
    });
}
