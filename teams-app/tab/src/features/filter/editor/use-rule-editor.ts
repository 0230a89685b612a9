import {
  createFilterRule,
  type FilterRuleDraft,
  type StoredFilterRule,
  updateFilterRule,
} from "@logdoctor/shared-policies";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { filterKeys, filterRuleQuery } from "../../../api/filter-queries.ts";
import { isConflict } from "../../../api/is-conflict.ts";
import { useApi } from "../../../services.ts";
import { formOf, mergeForms, type RuleForm } from "./rule-form.ts";

/** A stored rule whose table is known, as every rule of a provider is. */
export type EditedRule = StoredFilterRule & FilterRuleDraft;

export interface RuleEditor {
  readonly form: RuleForm;
  readonly setForm: (form: RuleForm) => void;
  /** The version that the edits are based on; undefined for a new rule. */
  readonly base: EditedRule | undefined;
  /** `conflict`: a save met a newer version. `merged`: the edits stand on the newer version. */
  readonly state: "editing" | "conflict" | "merged";
  readonly busy: boolean;
  readonly error: unknown;
  readonly save: (draft: FilterRuleDraft) => void;
  readonly takeNewer: () => void;
}

interface Start {
  readonly form: RuleForm;
  readonly rule?: EditedRule;
}

/** Edits a rule, or makes a new one; a newer version is never overwritten unseen. */
export function useRuleEditor(start: Start, onSaved: (rule: StoredFilterRule) => void): RuleEditor {
  const api = useApi();
  const client = useQueryClient();
  const [base, setBase] = useState(start.rule);
  const [form, setForm] = useState(start.form);
  const [merged, setMerged] = useState(false);
  const save = useMutation({
    mutationFn: async (draft: FilterRuleDraft) => {
      if (base === undefined) return (await api.call(createFilterRule, { body: draft })).data;
      const input = { params: { id: base.id }, body: draft, ifMatch: base.etag };
      return (await api.call(updateFilterRule, input)).data;
    },
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: filterKeys.rules });
      onSaved(saved);
    },
  });
  const newer = useMutation({
    mutationFn: async (id: string) => await client.fetchQuery({ ...filterRuleQuery(api, id), staleTime: 0 }),
    onSuccess: (theirs) => {
      if (base === undefined) return;
      const rule = { ...theirs, table: theirs.table ?? base.table };
      setForm(mergeForms(formOf(base), form, formOf(rule)));
      setBase(rule);
      setMerged(true);
      save.reset();
    },
  });
  const conflict = isConflict(save.error);
  return {
    form,
    setForm,
    base,
    state: conflict ? "conflict" : merged ? "merged" : "editing",
    busy: save.isPending || newer.isPending,
    error: conflict ? newer.error : save.error,
    save: save.mutate,
    takeNewer: () => (base === undefined ? undefined : newer.mutate(base.id)),
  };
}
