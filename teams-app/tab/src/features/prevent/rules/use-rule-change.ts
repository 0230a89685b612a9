import { type StoredPreventionRule, setShippedRule, updatePreventionRule } from "@logdoctor/shared-policies";
import { preventKeys } from "../../../api/prevent-queries.ts";
import { type ListedChange, useListedChange } from "../../../api/use-listed-change.ts";
import { useApi } from "../../../services.ts";
import { inputOf, type RuleChange, settingsFor } from "./rule-change.ts";

/** Switches a rule or sets its threshold. */
export function useRuleChange(
  rule: StoredPreventionRule,
  onSaved: (saved: StoredPreventionRule) => void,
): ListedChange<RuleChange> {
  const api = useApi();
  return useListedChange({
    queryKey: preventKeys.rules,
    write: async (wanted: RuleChange) => {
      const at = { params: { id: rule.id }, ifMatch: rule.etag };
      if (rule.origin === "shipped") return await api.call(setShippedRule, { ...at, body: settingsFor(rule, wanted) });
      return await api.call(updatePreventionRule, { ...at, body: { ...inputOf(rule), ...wanted } });
    },
    onSaved,
  });
}
