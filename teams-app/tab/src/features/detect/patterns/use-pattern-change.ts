import { ProblemError, type StoredPattern, setPattern } from "@logdoctor/shared-policies";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { detectKeys, patternsQuery } from "../../../api/detect-queries.ts";
import { useApi } from "../../../services.ts";
import { type PatternChange, settingsFor } from "./pattern-settings.ts";

export interface PatternEditor {
  readonly send: (change: PatternChange) => void;
  readonly busy: boolean;
  readonly error: unknown;
  /** Someone changed the pattern before; the newer version is shown. */
  readonly conflict: boolean;
}

/** Changes what a tenant set for a pattern. After a conflict the newer version takes the old one's place on the page. */
export function usePatternChange(pattern: StoredPattern, onSaved: (saved: StoredPattern) => void): PatternEditor {
  const api = useApi();
  const client = useQueryClient();
  const { queryKey } = patternsQuery(api);
  const change = useMutation({
    mutationFn: async (wanted: PatternChange) => {
      const body = settingsFor(pattern, wanted);
      return (await api.call(setPattern, { params: { id: pattern.id }, body, ifMatch: pattern.etag })).data;
    },
    onSuccess: (saved) => {
      client.setQueryData(queryKey, (all) => all?.map((one) => (one.id === saved.id ? saved : one)));
      onSaved(saved);
    },
    onError: async () => await client.invalidateQueries({ queryKey: detectKeys.patterns }),
  });
  const conflict = change.error instanceof ProblemError && change.error.problem.code === "precondition-failed";
  return {
    send: (wanted) => change.mutate(wanted),
    busy: change.isPending,
    error: conflict ? null : change.error,
    conflict,
  };
}
