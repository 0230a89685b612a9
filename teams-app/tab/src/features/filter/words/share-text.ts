/** A share from 0 to 1 as the number of percent that a person types. */
export function percentText(share: number): string {
  return String(Number((share * 100).toFixed(6)));
}

/** The share that was typed in percent, or undefined where it is none from 0 to `most` percent. */
export function shareOf(text: string, most = 100): number | undefined {
  const trimmed = text.trim().replace(",", ".");
  const percent = Number(trimmed);
  return /^\d{1,3}(\.\d{1,6})?$/.test(trimmed) && percent <= most ? Number((percent / 100).toFixed(8)) : undefined;
}
