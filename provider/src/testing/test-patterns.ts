import type { ShippedPattern } from "../patterns/pattern-store.ts";

function aPattern(id: string, over: Partial<ShippedPattern> = {}): ShippedPattern {
  return {
    id,
    patternName: id,
    description: "A pattern for tests",
    detectionType: "PayloadAttack",
    family: "test",
    version: "1.0.0",
    kqlQuery: "AppServiceHTTPLogs | take 1",
    threshold: 5,
    severity: "CRITICAL",
    tactics: ["InitialAccess"],
    techniques: ["T1190"],
    tables: ["AppServiceHTTPLogs"],
    createdAt: "2026-11-01T00:00:00Z",
    ...over,
  };
}

/** Two patterns, in place of those that ship. */
export const testPatterns: readonly ShippedPattern[] = [
  aPattern("path-scanner", { detectionType: "PathScanning", severity: "MEDIUM", threshold: 50 }),
  aPattern("sql-injection"),
];
