import type { ColumnType } from "../types.ts";

/** What a part of such a value's text looks like, in lower case, in whichever way Kusto prints it. */
const PARTS: Readonly<Partial<Record<ColumnType, RegExp>>> = {
  datetime: /^[\dtz:.-]*$/,
  timespan: /^[\d:.-]*$/,
  guid: /^[\da-f-]*$/,
  bool: /^(?:t?r?u?e?|f?a?l?s?e?|[01])$/,
  int: /^[\d,-]*$/,
  long: /^[\d,-]*$/,
  real: /^(?:[\d.,+\-e]*|i?n?f?i?n?i?t?y?|n?a?n?)$/,
  decimal: /^[\d.,+\-e]*$/,
};

/**
 * Could `text` be within the text of a value of this type? Whether Kusto looks there is not known, so it must be a text
 * that cannot. An address has more points than an instant or a number.
 */
export function maybeWithin(type: ColumnType, text: string): boolean {
  return PARTS[type]?.test(text.toLowerCase()) === true && text.split(".").length <= 3;
}
