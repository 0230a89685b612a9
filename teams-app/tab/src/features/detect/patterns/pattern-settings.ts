import type { StoredPattern } from "@logdoctor/shared-policies";

export interface PatternChange {
  readonly isActive: boolean;
  readonly threshold: number;
}

export interface SentSettings {
  readonly isActive: boolean;
  readonly threshold?: number;
}

/** What to store for a change. The pattern's own threshold is left out, so that a later version of it can bring another. */
export function settingsFor({ defaultThreshold }: StoredPattern, { isActive, threshold }: PatternChange): SentSettings {
  return threshold === defaultThreshold || threshold <= 0 ? { isActive } : { isActive, threshold };
}

const most = 1_000_000;

/** The threshold that was typed, or undefined where it is none: agents count in whole numbers. */
export function thresholdOf(text: string): number | undefined {
  const trimmed = text.trim();
  const number = Number(trimmed);
  return /^\d+$/.test(trimmed) && number > 0 && number <= most ? number : undefined;
}
