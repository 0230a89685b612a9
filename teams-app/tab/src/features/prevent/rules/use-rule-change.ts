import {
  ProblemError,
  type StoredPreventionRule,
  setShippedRule,
  updatePreventionRule,
} from "@logdoctor/shared-policies";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { preventionRulesQuery, preventKeys } from "../../../api/prevent-queries.ts";
import { useApi } from "../../../services.ts";
import { inputOf, type RuleChange, settingsFor } from "./rule-change.ts";

export interface RuleSetter {
  readonly send: (change: RuleChange) => void;
  readonly busy: boolean;
  readonly error: unknown;
  /** Someone changed the rule before; the newer version is shown. */
  readonly conflict: boolean;
}

/** Switches a rule or sets its threshold. After a conflict the newer version takes the old one's place on the page. */
export function useRuleChange(rule: StoredPreventionRule, onSaved: (saved: StoredPreventionRule) => void): RuleSetter {
  const api = useApi();
  const client = useQueryClient();
  const { queryKey } = preventionRulesQuery(api);
  const change = useMutation({
    mutationFn: async (wanted: RuleChange) => {
      const at = { params: { id: rule.id }, ifMatch: rule.etag };
      if (rule.origin === "shipped")
        return (await api.call(setShippedRule, { ...at, body: settingsFor(rule, wanted) })).data;
      return (await api.call(updatePreventionRule, { ...at, body: { ...inputOf(rule), ...wanted } })).data;
    },
    onSuccess: (saved) => {
      client.setQueryData(queryKey, (all) => all?.map((one) => (one.id === saved.id ? saved : one)));
      onSaved(saved);
    },
    onError: async () => await client.invalidateQueries({ queryKey: preventKeys.rules }),
  });
  const conflict = change.error instanceof ProblemError && change.error.problem.code === "precondition-failed";
  return {
    send: (wanted) => change.mutate(wanted),
    busy: change.isPending,
    error: conflict ? null : change.error,
    conflict,
  };
}
