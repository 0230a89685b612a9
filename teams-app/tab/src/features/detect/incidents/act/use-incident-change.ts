import {
  actOnIncident,
  adjudicateIncident,
  type IncidentAction,
  type StoredIncident,
  type Verdict,
} from "@logdoctor/shared-policies";
import { useQueryClient } from "@tanstack/react-query";
import { detectKeys, incidentQuery } from "../../../../api/detect-queries.ts";
import { type SeenChange, useSeenChange } from "../../../../api/use-seen-change.ts";
import { useApi } from "../../../../services.ts";
import { type IncidentChanges, incidentChanges } from "./incident-changes.ts";

export type IncidentChange =
  | { readonly action: Exclude<IncidentAction, "open">; readonly reason: string }
  | { readonly verdict: Verdict; readonly reason: string };

export interface IncidentEditor extends SeenChange<StoredIncident, IncidentChange> {
  /** What someone else did meanwhile; nothing was sent then. */
  readonly conflict: IncidentChanges | undefined;
}

/** Changes an incident as it was seen. */
export function useIncidentChange(start: StoredIncident, onSaved: (saved: StoredIncident) => void): IncidentEditor {
  const api = useApi();
  const client = useQueryClient();
  const query = incidentQuery(api, start.id);
  const editor = useSeenChange({
    start,
    query,
    write: async ({ id, etag }: StoredIncident, change: IncidentChange) => {
      const at = { params: { id }, ifMatch: etag };
      if ("verdict" in change) return await api.call(adjudicateIncident, { ...at, body: change });
      return await api.call(actOnIncident, { ...at, body: change });
    },
    onSaved: (saved) => {
      client.setQueryData(query.queryKey, saved);
      onSaved(saved);
      void client.invalidateQueries({ queryKey: detectKeys.incidents });
      // Dismissing an incident proposes an exception.
      void client.invalidateQueries({ queryKey: detectKeys.exceptions });
    },
  });
  const { base, newer } = editor;
  return { ...editor, conflict: newer === undefined ? undefined : incidentChanges(base, newer) };
}
