import type { Incident, SimilarCase } from "@logdoctor/shared-policies";
import type { DocumentStore } from "../documents/document-store.ts";

const shown = 20;

/** The latest incidents of a pattern with their verdicts, newest first; without the one that is asked about. */
export async function similarCases(
  documents: DocumentStore,
  tenantId: string,
  { patternId, exceptId }: { readonly patternId: string; readonly exceptId?: string },
): Promise<SimilarCase[]> {
  const request = { limit: shown + 1, newestFirst: true, tag: patternId };
  const { items } = await documents.list(tenantId, "incident", request);
  const cases = items.map(({ body }) => caseOf(body.incident));
  return cases.filter(({ id }) => id !== exceptId).slice(0, shown);
}

export function caseOf({ id, createdAt, sourceIP, targetPath, status, verdict }: Incident): SimilarCase {
  const base = { id, createdAt, sourceIP, targetPath, status };
  return verdict === undefined ? base : { ...base, verdict: verdict.verdict };
}
