import { decideException, type ProposedException } from "@logdoctor/shared-policies";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { detectKeys, exceptionsQuery } from "../../../api/detect-queries.ts";
import { isConflict } from "../../../api/is-conflict.ts";
import { useApi } from "../../../services.ts";

export interface DecisionSender {
  readonly send: (decision: "accept" | "reject", acknowledgeHiddenAttacks: boolean) => void;
  readonly busy: boolean;
  readonly error: unknown;
  /** Someone decided before; with what they decided, unless the exception is gone. */
  readonly conflict: { readonly now: ProposedException | undefined } | undefined;
}

/** Decides on an exception as it was seen. */
export function useDecision(exception: ProposedException, onDone: () => void): DecisionSender {
  const api = useApi();
  const client = useQueryClient();
  const [conflict, setConflict] = useState<DecisionSender["conflict"]>();
  const decide = useMutation({
    mutationFn: async (body: { decision: "accept" | "reject"; acknowledgeHiddenAttacks: boolean }) =>
      (await api.call(decideException, { params: { id: exception.id }, body, ifMatch: exception.etag })).data,
    onSuccess: onDone,
    onError: async (error) => {
      if (!isConflict(error)) return;
      const { pages } = await client.fetchInfiniteQuery({ ...exceptionsQuery(api), staleTime: 0 });
      setConflict({ now: pages.flatMap(({ items }) => items).find(({ id }) => id === exception.id) });
    },
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: detectKeys.exceptions });
      await client.invalidateQueries({ queryKey: detectKeys.incidents });
    },
  });
  return {
    send: (decision, acknowledgeHiddenAttacks) => decide.mutate({ decision, acknowledgeHiddenAttacks }),
    busy: decide.isPending,
    error: conflict === undefined ? decide.error : null,
    conflict,
  };
}
