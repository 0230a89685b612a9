import type { Texts } from "../../../i18n/texts.ts";
import type { PolicyField } from "./policy-form.ts";

/** What is wrong with a field: one of our own texts with its values, or the service's words. */
export type Complaint =
  | {
      readonly key: keyof Texts["policies"]["error"];
      readonly values?: Readonly<Record<string, string | number>>;
    }
  | { readonly said: string };

export type Complaints = Partial<Record<PolicyField, readonly Complaint[]>>;

/** Adds one complaint to a field's list. */
export function complain(complaints: Complaints, field: PolicyField, complaint: Complaint): Complaints {
  return { ...complaints, [field]: [...(complaints[field] ?? []), complaint] };
}

/** Adds complaints field by field, each once: a preview and a refused save find the same. */
export function joinComplaints(...lists: readonly Complaints[]): Complaints {
  const joined: Partial<Record<PolicyField, readonly Complaint[]>> = {};
  for (const list of lists) {
    for (const [field, complaints] of Object.entries(list) as [PolicyField, readonly Complaint[]][]) {
      const before = joined[field] ?? [];
      joined[field] = [...before, ...complaints.filter((complaint) => !before.some((other) => same(other, complaint)))];
    }
  }
  return joined;
}

function same(a: Complaint, b: Complaint): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
