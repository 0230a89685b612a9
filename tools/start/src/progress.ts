/** Says on standard error what is going on, so that standard output stays for the result. */
export interface Progress {
  step(text: string): void;
  /** Replaces the line of the step that is under way, where the terminal can. */
  update(text: string): void;
}

interface Stream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const eraseLine = "\r\u001b[2K";

export function createProgress(stream: Stream): Progress {
  let open = false;
  const close = (): void => {
    if (open) stream.write("\n");
    open = false;
  };
  return {
    step(text) {
      close();
      stream.write(`${text}\n`);
    },
    update(text) {
      // A log file would fill with lines that only a terminal can replace.
      if (stream.isTTY !== true) return;
      stream.write(`${eraseLine}  ${text}`);
      open = true;
    },
  };
}
