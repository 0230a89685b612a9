import type { PolicyField, PolicyForm } from "./policy-form.ts";

export interface Rebased {
  readonly form: PolicyForm;
  /** Fields that both sides changed, and differently; the form has mine. */
  readonly both: readonly PolicyField[];
}

/** Carries my edits of `base` over to `theirs`: a field that I did not touch takes their value. */
export function rebase(base: PolicyForm, mine: PolicyForm, theirs: PolicyForm): Rebased {
  const both: PolicyField[] = [];
  const form: Record<string, unknown> = { ...theirs };
  for (const field of Object.keys(base) as PolicyField[]) {
    if (mine[field] === base[field]) continue;
    form[field] = mine[field];
    if (theirs[field] !== base[field] && theirs[field] !== mine[field]) both.push(field);
  }
  return { form: form as unknown as PolicyForm, both };
}
