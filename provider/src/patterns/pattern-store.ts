import type { DetectionPattern, PatternSettings, StoredPattern, TenantId } from "@logdoctor/shared-policies";
import { type DocumentStore, listAll, type Stored, type Write } from "../documents/document-store.ts";

/** A pattern as it ships, before a tenant set anything. */
export type ShippedPattern = Omit<DetectionPattern, "tenantId" | "isActive">;

/** What a tenant set for a pattern, and who did so last. */
export interface StoredPatternSettings {
  readonly settings: PatternSettings;
  readonly revision: number;
  readonly changedAt: string;
  readonly changedBy: string;
}

export function findPatternSettings(
  documents: DocumentStore,
  tenantId: string,
  patternId: string,
): Promise<Stored<StoredPatternSettings> | undefined> {
  return documents.read(tenantId, "pattern-settings", patternId);
}

export async function patternSettingsOf(
  documents: DocumentStore,
  tenantId: string,
): Promise<Stored<StoredPatternSettings>[]> {
  return listAll(documents, tenantId, "pattern-settings");
}

export function writePatternSettings(
  read: Stored<StoredPatternSettings> | undefined,
  body: StoredPatternSettings,
): Write {
  const document = { kind: "pattern-settings", id: body.settings.patternId, body } as const;
  return read === undefined ? { op: "create", ...document } : { op: "replace", etag: read.etag, ...document };
}

/** ETag of a pattern in a tenant; one that was never set has one too. */
export function patternEtag(stored: StoredPatternSettings | undefined): string {
  return `pattern-${stored?.revision ?? 0}`;
}

/** A pattern as a tenant sees it. */
export function shownPattern(
  pattern: ShippedPattern,
  tenantId: string,
  stored: StoredPatternSettings | undefined,
): StoredPattern {
  const { isActive = true, threshold = pattern.threshold } = stored?.settings ?? {};
  const defaultThreshold = pattern.threshold;
  return {
    ...pattern,
    tenantId: tenantId as TenantId,
    isActive,
    threshold,
    defaultThreshold,
    etag: patternEtag(stored),
  };
}
