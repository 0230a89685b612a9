/** Work that several callers want done in one transaction. */
interface Queued<Job, Result> {
  readonly job: Job;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Collects what is asked for in one turn of the event loop, so that one transaction and one write to the disk serve
 * all of it. A caller's promise settles after the transaction: all succeed in being durable, or all fail.
 */
export function groupCommit<Job, Result>(
  transact: (jobs: readonly Job[]) => readonly Result[],
): (job: Job) => Promise<Result> {
  let queue: Queued<Job, Result>[] = [];
  const flush = (): void => {
    const taken = queue;
    queue = [];
    try {
      const results = transact(taken.map((entry) => entry.job));
      for (const [index, entry] of taken.entries()) entry.resolve(results[index] as Result);
    } catch (error) {
      for (const entry of taken) entry.reject(error);
    }
  };
  return (job) =>
    new Promise((resolve, reject) => {
      queue.push({ job, resolve, reject });
      if (queue.length === 1) setImmediate(flush);
    });
}
