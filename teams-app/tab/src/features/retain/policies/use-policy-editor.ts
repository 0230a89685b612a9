import {
  createRetentionPolicy,
  ProblemError,
  type RetentionPolicyInput,
  type StoredRetentionPolicy,
  updateRetentionPolicy,
} from "@logdoctor/shared-policies";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { isConflict } from "../../../api/is-conflict.ts";
import { keys, policyQuery } from "../../../api/queries.ts";
import { useApi } from "../../../services.ts";
import { formOf, newPolicyForm, type PolicyField, type PolicyForm } from "./policy-form.ts";
import { rebase } from "./rebase.ts";

/** `conflict`: a save met a newer version. `gone`: the policy was deleted. `merged`: the newer version was loaded. */
export type EditState = "editing" | "conflict" | "gone" | "merged";

export interface PolicyEditor {
  readonly form: PolicyForm;
  readonly setForm: (form: PolicyForm) => void;
  readonly state: EditState;
  /** Fields that both sides changed, after a merge. */
  readonly both: readonly PolicyField[];
  readonly id: string | undefined;
  readonly busy: boolean;
  readonly error: unknown;
  readonly save: (policy: RetentionPolicyInput) => void;
  readonly reload: () => void;
}

/** Edits a policy, or a new one without `start`, and carries the edits over a change by someone else. */
export function usePolicyEditor(
  start: StoredRetentionPolicy | undefined,
  onSaved: (policy: StoredRetentionPolicy) => void,
): PolicyEditor {
  const api = useApi();
  const client = useQueryClient();
  const [base, setBase] = useState(start);
  const [form, setForm] = useState(() => (start === undefined ? newPolicyForm : formOf(start)));
  const [state, setState] = useState<EditState>("editing");
  const [both, setBoth] = useState<readonly PolicyField[]>([]);
  const save = useMutation({
    mutationFn: async (policy: RetentionPolicyInput) => {
      if (base === undefined) return (await api.call(createRetentionPolicy, { body: policy })).data;
      const input = { params: { id: base.id }, body: policy, ifMatch: base.etag };
      return (await api.call(updateRetentionPolicy, input)).data;
    },
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: keys.policies });
      onSaved(saved);
    },
    onError: (error) => {
      if (isConflict(error)) setState("conflict");
      if (base !== undefined && isGone(error)) {
        setState("gone");
        setBase(undefined);
      }
    },
  });
  const reload = useMutation({
    mutationFn: async (id: string) => await client.fetchQuery({ ...policyQuery(api, id), staleTime: 0 }),
    onSuccess: (theirs) => {
      if (base === undefined) return;
      const merged = rebase(formOf(base), form, formOf(theirs));
      setForm(merged.form);
      setBoth(merged.both);
      setBase(theirs);
      setState("merged");
      save.reset();
    },
    onError: (error) => {
      if (!isGone(error)) return;
      setState("gone");
      setBase(undefined);
    },
  });
  const error = state === "conflict" || state === "gone" ? null : (save.error ?? reload.error);
  return {
    form,
    setForm,
    state,
    both,
    id: base?.id,
    busy: save.isPending || reload.isPending,
    error,
    save: save.mutate,
    reload: () => (base === undefined ? undefined : reload.mutate(base.id)),
  };
}

function isGone(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.code === "not-found";
}
