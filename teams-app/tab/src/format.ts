/** Numbers and instants in the chosen language. */
export interface Format {
  readonly number: (value: number) => string;
  /** US dollars; `signed` shows a plus sign too. */
  readonly money: (dollars: number, options?: { signed?: boolean }) => string;
  /** A share from 0 to 1 as percent. */
  readonly percent: (share: number) => string;
  /** Gigabytes (10^9 bytes). */
  readonly gigabytes: (gb: number) => string;
  readonly bytes: (bytes: number) => string;
  readonly days: (days: number) => string;
  /** An ISO instant as date and time in the viewer's time zone. */
  readonly instant: (iso: string) => string;
  readonly date: (iso: string) => string;
  /** How far an instant is from `now`, for example "in 3 hours". */
  readonly fromNow: (iso: string, now: Date) => string;
}

const byteUnits = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** Formatters for a language; `timeZone` is the viewer's unless given. */
export function createFormat(language: string, timeZone?: string): Format {
  const zone = timeZone === undefined ? {} : { timeZone };
  const number = new Intl.NumberFormat(language);
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
  const instant = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", ...zone });
  const date = new Intl.DateTimeFormat(language, { dateStyle: "medium", ...zone });
  return {
    number: (value) => number.format(value),
    money: (dollars, options) => moneyFormat(language, dollars, options?.signed === true).format(dollars),
    percent: (share) => percent.format(share),
    gigabytes: (gb) => (gb < 0.1 ? bytesText(language, gb * 1e9) : unit(language, gb, "gigabyte")),
    bytes: (bytes) => bytesText(language, bytes),
    days: (days) => unit(language, days, "day", "long"),
    instant: (iso) => instant.format(new Date(iso)),
    date: (iso) => date.format(new Date(iso)),
    fromNow: (iso, now) => relative(language, Date.parse(iso) - now.getTime()),
  };
}

/** Less than a dollar still shows what it is: a small workspace's saving is not "nothing". */
function moneyDigits(amount: number): Intl.NumberFormatOptions {
  if (amount > 0 && amount < 1) return { maximumSignificantDigits: 3 };
  const digits = amount < 1000 ? 2 : 0;
  return { maximumFractionDigits: digits, minimumFractionDigits: digits };
}

function moneyFormat(language: string, dollars: number, signed: boolean): Intl.NumberFormat {
  return new Intl.NumberFormat(language, {
    style: "currency",
    currency: "USD",
    currencyDisplay: "narrowSymbol",
    ...moneyDigits(Math.abs(dollars)),
    signDisplay: signed ? "exceptZero" : "auto",
  });
}

function unit(language: string, value: number, name: string, unitDisplay: "short" | "long" = "short"): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 1 ? 1 : 3;
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit: name,
    unitDisplay,
    maximumFractionDigits: digits,
  }).format(value);
}

function bytesText(language: string, bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log10(bytes) / 3));
  // The short form of a byte has no plural.
  return unit(language, bytes / 1000 ** power, byteUnits[power] ?? "byte", power === 0 ? "long" : "short");
}

const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

function relative(language: string, ms: number): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const [name, size] = steps.find(([, length]) => Math.abs(ms) >= length) ?? (["minute", 60_000] as const);
  return format.format(Math.round(ms / size), name);
}
