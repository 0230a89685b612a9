import type { StoredFilterRule } from "@logdoctor/shared-policies";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { filterKeys } from "../../../api/filter-queries.ts";
import { isConflict } from "../../../api/is-conflict.ts";

export interface RuleChange {
  readonly send: () => void;
  readonly busy: boolean;
  readonly error: unknown;
  /** Someone changed the rule before; the newer version takes the old one's place on the page. */
  readonly conflict: boolean;
}

/** Sends one change of a rule, and reads everything of rules again afterwards. */
export function useRuleChange<T = StoredFilterRule>(
  change: () => Promise<{ readonly data: T }>,
  onDone: (changed: T) => void,
): RuleChange {
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: async () => (await change()).data,
    onSuccess: onDone,
    onSettled: async () => await client.invalidateQueries({ queryKey: filterKeys.rules }),
  });
  const conflict = isConflict(mutation.error);
  return {
    send: () => mutation.mutate(),
    busy: mutation.isPending,
    error: conflict ? null : mutation.error,
    conflict,
  };
}
