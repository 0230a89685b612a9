/** One turn of the event loop. `end` resolves when all that arrived in it has been read. */
export interface Turn {
  readonly over: boolean;
  readonly end: Promise<void>;
}

/**
 * The turn that the caller is in; one immediate serves all callers of a turn. Answers that are ready within their own
 * turn are sent at its end, together: sent one by one, each would wake its reader for itself, which costs more
 * processor time than most requests do. An answer that took longer, such as one that waited for the disk, goes at once.
 */
export function turns(): () => Turn {
  let current: Turn | undefined;
  return () => {
    current ??= opened(() => {
      current = undefined;
    });
    return current;
  };
}

function opened(onEnd: () => void): Turn {
  const { promise, resolve } = Promise.withResolvers<void>();
  const turn = { over: false, end: promise };
  setImmediate(() => {
    turn.over = true;
    onEnd();
    resolve();
  });
  return turn;
}
