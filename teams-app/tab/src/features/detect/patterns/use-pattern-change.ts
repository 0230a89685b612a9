import { type StoredPattern, setPattern } from "@logdoctor/shared-policies";
import { detectKeys } from "../../../api/detect-queries.ts";
import { type ListedChange, useListedChange } from "../../../api/use-listed-change.ts";
import { useApi } from "../../../services.ts";
import { type PatternChange, settingsFor } from "./pattern-settings.ts";

/** Changes what a tenant set for a pattern. */
export function usePatternChange(
  pattern: StoredPattern,
  onSaved: (saved: StoredPattern) => void,
): ListedChange<PatternChange> {
  const api = useApi();
  return useListedChange({
    queryKey: detectKeys.patterns,
    write: async (wanted: PatternChange) =>
      await api.call(setPattern, {
        params: { id: pattern.id },
        body: settingsFor(pattern, wanted),
        ifMatch: pattern.etag,
      }),
    onSaved,
  });
}
