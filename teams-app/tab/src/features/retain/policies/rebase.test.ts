import fc from "fast-check";
import { expect, test } from "vitest";
import { newPolicyForm, type PolicyForm } from "./policy-form.ts";
import { rebase } from "./rebase.ts";

const anyForm: fc.Arbitrary<PolicyForm> = fc
  .record({
    policyName: fc.constantFrom("a", "b", "c"),
    hotRetentionDays: fc.constantFrom("7", "14", "30"),
    isActive: fc.boolean(),
  })
  .map((part) => ({ ...newPolicyForm, ...part }));

test("what I changed stays mine, what I left takes theirs", () => {
  fc.assert(
    fc.property(anyForm, anyForm, anyForm, (base, mine, theirs) => {
      const { form, both } = rebase(base, mine, theirs);

      for (const field of ["policyName", "hotRetentionDays", "isActive"] as const) {
        const touched = mine[field] !== base[field];
        expect(form[field]).toBe(touched ? mine[field] : theirs[field]);
        const clash = touched && theirs[field] !== base[field] && theirs[field] !== mine[field];
        expect(both.includes(field)).toBe(clash);
      }
    }),
  );
});
