import type {
  AlertKind,
  FindingAction,
  PreventionSeverity,
  RecommendedChange,
  ViolationState,
} from "@logdoctor/shared-policies";
import type { CardLanguage } from "./index.ts";
import { preventEn } from "./prevent-en.ts";
import { preventJa } from "./prevent-ja.ts";
import { preventKo } from "./prevent-ko.ts";

/** The words of Prevent's cards in one language. */
export interface PreventTexts {
  readonly severity: Readonly<Record<PreventionSeverity, string>>;
  readonly state: Readonly<Record<ViolationState, string>>;
  /** Of a finding whose alert nobody answered in time. */
  readonly unanswered: string;
  /** What to do, in one sentence. */
  readonly change: Readonly<Record<RecommendedChange, string>>;
  readonly title: Readonly<Record<AlertKind, (findings: number, team: string) => string>>;
  readonly fact: {
    readonly rule: string;
    readonly source: string;
    readonly callSite: string;
    readonly perHour: string;
    readonly cost: string;
  };
  /** Volume and money of a month; money where it is known. */
  readonly perMonth: (gb: string, usd: string | undefined) => string;
  readonly rowsPerHour: (count: string) => string;
  readonly more: (count: number) => string;
  readonly answeredBy: (who: string, when: string) => string;
  readonly action: Readonly<Record<FindingAction | "open" | "openFinding" | "refresh", string>>;
  readonly which: string;
  readonly choose: string;
  readonly reason: string;
  readonly note: string;
  readonly reasonNeeded: string;
  readonly until: string;
  readonly days: (count: number) => string;
  readonly forGood: string;
  readonly send: string;
  readonly snapshot: string;
  readonly shortened: string;
  readonly digest: {
    readonly title: (from: string, to: string) => string;
    readonly changed: (counts: { appeared: number; cameBack: number; wentAway: number; escalated: number }) => string;
    readonly open: (count: number, perMonth: string) => string;
    readonly top: string;
    readonly fixed: string;
    readonly saved: (perMonth: string) => string;
    /** Bytes an hour before and after. */
    readonly measured: (before: string, after: string) => string;
    readonly nothingMeasured: string;
    readonly unmeasured: (count: number) => string;
    readonly detections: string;
    readonly detection: (pattern: string, matches: number, sources: number) => string;
  };
}

export const preventTextsOf: Readonly<Record<CardLanguage, PreventTexts>> = {
  en: preventEn,
  ko: preventKo,
  ja: preventJa,
};
