import { z } from "zod";

export const LogCategory = z.enum([
  "Security",
  "Audit",
  "Error",
  "Exception",
  "Performance",
  "Metric",
  "Info",
  "Debug",
]);
export type LogCategory = z.infer<typeof LogCategory>;

export const Severity = z.enum(["Critical", "P1", "Warning", "P2", "P3"]);
export type Severity = z.infer<typeof Severity>;

export const RetentionClass = z.enum(["A", "B", "C"]);
export type RetentionClass = z.infer<typeof RetentionClass>;

export interface ClassDefaults {
  readonly hotRetentionDays: number;
  readonly archiveEnabled: boolean;
  readonly archiveRetentionDays: number;
}

/** What each class means: days hot, and whether an archive of at least a year follows. */
export const classDefaults = {
  A: { hotRetentionDays: 14, archiveEnabled: true, archiveRetentionDays: 365 },
  B: { hotRetentionDays: 14, archiveEnabled: false, archiveRetentionDays: 0 },
  C: { hotRetentionDays: 7, archiveEnabled: false, archiveRetentionDays: 0 },
} as const satisfies Record<RetentionClass, ClassDefaults>;

export interface Classification {
  readonly retentionClass: RetentionClass;
  /** Stable key of the reason, for translation. */
  readonly reasonCode:
    | "security-or-audit"
    | "critical-error"
    | "lesser-error"
    | "unrated-error"
    | "performance"
    | "info-or-debug";
  readonly reason: string;
}

/**
 * The retention class of a log category and severity, with the reason in words.
 * An error whose severity is not known is kept like a critical one: the safe side is to archive.
 */
export function classify(category: LogCategory, severity?: Severity): Classification {
  switch (category) {
    case "Security":
    case "Audit":
      return of(
        "A",
        "security-or-audit",
        `${category} logs are evidence: 14 days hot, then archived for at least a year.`,
      );
    case "Error":
    case "Exception":
      return classifyError(category, severity);
    case "Performance":
    case "Metric":
      return of("B", "performance", `${category} logs serve trends: 14 days hot, then deleted.`);
    case "Info":
    case "Debug":
      return of("C", "info-or-debug", `${category} logs serve debugging: 7 days hot, then deleted.`);
  }
}

function classifyError(category: LogCategory, severity: Severity | undefined): Classification {
  if (severity === undefined) {
    return of(
      "A",
      "unrated-error",
      `${category} logs without a severity are treated as critical: archived for at least a year.`,
    );
  }
  if (severity === "Critical" || severity === "P1") {
    return of(
      "A",
      "critical-error",
      `${severity} ${category.toLowerCase()}s are needed afterwards: 14 days hot, then archived for at least a year.`,
    );
  }
  return of("B", "lesser-error", `${severity} ${category.toLowerCase()}s serve trends: 14 days hot, then deleted.`);
}

function of(retentionClass: RetentionClass, reasonCode: Classification["reasonCode"], reason: string): Classification {
  return { retentionClass, reasonCode, reason };
}

const rank: Record<RetentionClass, number> = { A: 3, B: 2, C: 1 };

/** True when class `a` keeps at least as much as class `b`. */
export function atLeastAsStrict(a: RetentionClass, b: RetentionClass): boolean {
  return rank[a] >= rank[b];
}
