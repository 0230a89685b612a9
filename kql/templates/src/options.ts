/** How much of a message is read. */
export interface Limits {
  /** Tokens of one message; the rest is as if it were not there. */
  readonly maxTokens: number;
  /** UTF-16 code units of one message; the rest is as if it were not there. */
  readonly maxCharacters: number;
}

/** Bounds of a miner's memory and of what it reads. */
export interface MinerOptions extends Limits {
  /** Templates that are kept; the one that was not seen for longest goes first. */
  readonly maxTemplates: number;
}

/** One configuration for all systems. */
export const DEFAULT_OPTIONS: MinerOptions = { maxTokens: 128, maxCharacters: 16_384, maxTemplates: 4_096 };
