/** An instant as a field for local date and time has it, to the minute, in the viewer's time zone. */
export function localTime(iso: string): string {
  const at = new Date(iso);
  const two = (part: number): string => String(part).padStart(2, "0");
  const date = [at.getFullYear(), at.getMonth() + 1, at.getDate()].map(two).join("-");
  return `${date}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The instant that such a field says, or undefined where it is none. */
export function instantOf(text: string): string | undefined {
  const at = new Date(text);
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text) && !Number.isNaN(at.getTime()) ? at.toISOString() : undefined;
}
