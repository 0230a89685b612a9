import {
  createPreventionRule,
  type PreventionRuleInput,
  ProblemError,
  type StoredPreventionRule,
  updatePreventionRule,
} from "@logdoctor/shared-policies";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { isConflict } from "../../../../api/is-conflict.ts";
import { preventionRulesQuery, preventKeys } from "../../../../api/prevent-queries.ts";
import { useApi } from "../../../../services.ts";
import { formOf, newRuleForm, type RuleComplaints, type RuleForm, refusedFields } from "./rule-form.ts";

export interface RuleEditor {
  readonly form: RuleForm;
  readonly setForm: (form: RuleForm) => void;
  readonly busy: boolean;
  readonly error: unknown;
  /** What the service refused, at its fields. */
  readonly refused: RuleComplaints;
  /** A newer version that someone else made; nothing was saved then. */
  readonly newer: StoredPreventionRule | undefined;
  /** Goes on from the newer version, with one's own edits or with what it says. */
  readonly takeNewer: (edits: "mine" | "theirs") => void;
  readonly save: (rule: PreventionRuleInput) => void;
}

/** Edits a rule of the tenant's own, or a new one without `start`; a newer version is never replaced unseen. */
export function useRuleEditor(
  start: StoredPreventionRule | undefined,
  onSaved: (rule: StoredPreventionRule) => void,
): RuleEditor {
  const api = useApi();
  const client = useQueryClient();
  const [base, setBase] = useState(start);
  const [newer, setNewer] = useState<StoredPreventionRule>();
  const [form, setForm] = useState(() => (start === undefined ? newRuleForm : formOf(start)));
  const save = useMutation({
    mutationFn: async (body: PreventionRuleInput) => {
      if (base === undefined) return (await api.call(createPreventionRule, { body })).data;
      return (await api.call(updatePreventionRule, { params: { id: base.id }, ifMatch: base.etag, body })).data;
    },
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: preventKeys.rules });
      onSaved(saved);
    },
    onError: async (error) => {
      if (!isConflict(error)) return;
      const rules = await client.fetchQuery({ ...preventionRulesQuery(api), staleTime: 0 });
      setNewer(rules.find(({ id }) => id === base?.id));
    },
  });
  const problem = problemOf(save.error);
  return {
    form,
    setForm: (changed) => {
      setForm(changed);
      // What was refused was said of another text.
      if (problem?.code === "rule-refused") save.reset();
    },
    busy: save.isPending,
    error: newer === undefined ? save.error : null,
    refused: problem === undefined ? {} : refusedFields(problem),
    newer,
    takeNewer: (edits) => {
      if (newer !== undefined) {
        setBase(newer);
        if (edits === "theirs") setForm(formOf(newer));
      }
      setNewer(undefined);
      save.reset();
    },
    save: (rule) => save.mutate(rule),
  };
}

function problemOf(error: unknown): ProblemError["problem"] | undefined {
  return error instanceof ProblemError ? error.problem : undefined;
}
