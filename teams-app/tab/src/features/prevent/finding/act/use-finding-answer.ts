import { actOnFinding, ProblemError, type StoredPreventFinding } from "@logdoctor/shared-policies";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type FindingDetail, findingQuery, preventKeys } from "../../../../api/prevent-queries.ts";
import { useApi } from "../../../../services.ts";
import type { AnswerBody } from "./answer-form.ts";

export interface FindingEditor {
  /** The version that an answer is based on: the one that was seen when it was begun. */
  readonly base: FindingDetail;
  /** What a run or someone else made of it meanwhile; nothing was sent then. */
  readonly newer: FindingDetail | undefined;
  readonly busy: boolean;
  readonly error: unknown;
  readonly send: (answer: AnswerBody) => void;
  /** Goes on from the newer version. */
  readonly takeNewer: () => void;
}

/** Answers a finding as it was seen; a newer version is never answered unseen. */
export function useFindingAnswer(start: FindingDetail, onSaved: (saved: StoredPreventFinding) => void): FindingEditor {
  const api = useApi();
  const client = useQueryClient();
  const [base, setBase] = useState(start);
  const [newer, setNewer] = useState<FindingDetail>();
  const send = useMutation({
    mutationFn: async (body: AnswerBody) =>
      (await api.call(actOnFinding, { params: { id: base.id }, ifMatch: base.etag, body })).data,
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: preventKeys.findings });
      onSaved(saved);
    },
    onError: async (error) => {
      if (isConflict(error)) setNewer(await client.fetchQuery({ ...findingQuery(api, start.id), staleTime: 0 }));
    },
  });
  return {
    base,
    newer,
    busy: send.isPending,
    error: newer === undefined ? send.error : null,
    send: (answer) => send.mutate(answer),
    takeNewer: () => {
      if (newer !== undefined) setBase(newer);
      setNewer(undefined);
      send.reset();
    },
  };
}

function isConflict(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.code === "precondition-failed";
}
