import { actOnFinding, type StoredPreventFinding } from "@logdoctor/shared-policies";
import { useQueryClient } from "@tanstack/react-query";
import { type FindingDetail, findingQuery, preventKeys } from "../../../../api/prevent-queries.ts";
import { type SeenChange, useSeenChange } from "../../../../api/use-seen-change.ts";
import { useApi } from "../../../../services.ts";
import type { AnswerBody } from "./answer-form.ts";

/** Answers a finding as it was seen. */
export function useFindingAnswer(
  start: FindingDetail,
  onSaved: (saved: StoredPreventFinding) => void,
): SeenChange<FindingDetail, AnswerBody> {
  const api = useApi();
  const client = useQueryClient();
  return useSeenChange({
    start,
    query: findingQuery(api, start.id),
    write: async ({ id, etag }: FindingDetail, body: AnswerBody) =>
      await api.call(actOnFinding, { params: { id }, ifMatch: etag, body }),
    onSaved: async (saved) => {
      await client.invalidateQueries({ queryKey: preventKeys.findings });
      onSaved(saved);
    },
  });
}
