import {
  actOnIncident,
  adjudicateIncident,
  type IncidentAction,
  ProblemError,
  type StoredIncident,
  type Verdict,
} from "@logdoctor/shared-policies";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { detectKeys, incidentQuery } from "../../../../api/detect-queries.ts";
import { useApi } from "../../../../services.ts";
import { type IncidentChanges, incidentChanges } from "./incident-changes.ts";

export type IncidentChange =
  | { readonly action: Exclude<IncidentAction, "open">; readonly reason: string }
  | { readonly verdict: Verdict; readonly reason: string };

export interface IncidentEditor {
  /** The version that a change is based on: the one that was seen when it was begun. */
  readonly base: StoredIncident;
  /** What someone else did meanwhile; nothing was sent then. */
  readonly conflict: IncidentChanges | undefined;
  readonly busy: boolean;
  readonly error: unknown;
  readonly send: (change: IncidentChange) => void;
  /** Goes on from the newer version. */
  readonly takeNewer: () => void;
}

/** Changes an incident as it was seen; a newer version is never changed unseen. */
export function useIncidentChange(start: StoredIncident, onSaved: (saved: StoredIncident) => void): IncidentEditor {
  const api = useApi();
  const client = useQueryClient();
  const [base, setBase] = useState(start);
  const [newer, setNewer] = useState<StoredIncident>();
  const query = incidentQuery(api, start.id);
  const send = useMutation({
    mutationFn: async (change: IncidentChange) => {
      const at = { params: { id: base.id }, ifMatch: base.etag };
      const sent =
        "verdict" in change
          ? await api.call(adjudicateIncident, { ...at, body: change })
          : await api.call(actOnIncident, { ...at, body: change });
      return sent.data;
    },
    onSuccess: (saved) => {
      client.setQueryData(query.queryKey, saved);
      onSaved(saved);
      void client.invalidateQueries({ queryKey: detectKeys.incidents });
      // Dismissing an incident proposes an exception.
      void client.invalidateQueries({ queryKey: detectKeys.exceptions });
    },
    onError: async (error) => {
      if (isConflict(error)) setNewer(await client.fetchQuery({ ...query, staleTime: 0 }));
    },
  });
  return {
    base,
    conflict: newer === undefined ? undefined : incidentChanges(base, newer),
    busy: send.isPending,
    error: newer === undefined ? send.error : null,
    send: (change) => send.mutate(change),
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
