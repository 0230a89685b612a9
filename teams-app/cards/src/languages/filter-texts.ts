import type { StopCause } from "@logdoctor/shared-policies";
import { filterEn } from "./filter-en.ts";
import { filterJa } from "./filter-ja.ts";
import { filterKo } from "./filter-ko.ts";
import type { CardLanguage } from "./index.ts";

/** The words of Filter's cards in one language. */
export interface FilterTexts {
  readonly title: Readonly<Record<StopCause, (tables: string) => string>>;
  /** A table, and how many more. */
  readonly tables: (first: string, more: number) => string;
  /** Why, in one sentence. */
  readonly why: Readonly<Record<StopCause, string>>;
  /** What happens next, and what people can do. */
  readonly next: Readonly<Record<StopCause, string>>;
  readonly fact: {
    readonly rules: string;
    /** Shares of the rows that were to go, and that went. */
    readonly predicted: string;
    readonly seen: string;
    readonly errors: string;
  };
  readonly agentSays: string;
  readonly more: (count: number) => string;
  readonly open: string;
  readonly shortened: string;
}

export const filterTextsOf: Readonly<Record<CardLanguage, FilterTexts>> = {
  en: filterEn,
  ko: filterKo,
  ja: filterJa,
};
