import type { Texts } from "../../../i18n/texts.ts";

type KnownReason = keyof Texts["terms"]["classReason"];

const known: Record<KnownReason, true> = {
  "security-or-audit": true,
  "critical-error": true,
  "lesser-error": true,
  "unrated-error": true,
  performance: true,
  "info-or-debug": true,
};

/** Whether the tab has its own words for a classification's reason. */
export function isKnownReason(code: string): code is KnownReason {
  return Object.hasOwn(known, code);
}
