import { type NewLegalHold, NewLegalHold as NewLegalHoldDocument, TableName } from "@logdoctor/shared-policies";
import type { Texts } from "../../../i18n/texts.ts";
import { tablesOf } from "../policies/policy-form.ts";

/** A hold as it is typed; days are `YYYY-MM-DD` or "". */
export interface HoldForm {
  readonly reason: string;
  readonly scope: "all" | "some";
  readonly tables: string;
  readonly from: string;
  readonly to: string;
}

export const newHoldForm: HoldForm = { reason: "", scope: "all", tables: "", from: "", to: "" };

/** What is wrong with one field of a hold. */
export type HoldComplaint =
  | { readonly key: keyof Texts["holds"] & ("reasonInvalid" | "rangeInvalid") }
  | { readonly tables: "none" }
  | { readonly tables: "name"; readonly name: string };

export interface CheckedHold {
  readonly hold: NewLegalHold | undefined;
  readonly complaints: Partial<Record<"reason" | "tables" | "to", HoldComplaint>>;
}

/** The hold that a form says, or what is wrong with it. */
export function checkHold(form: HoldForm): CheckedHold {
  const complaints: CheckedHold["complaints"] = {
    ...reasonComplaint(form),
    ...(form.scope === "some" ? tablesComplaint(tablesOf(form.tables)) : {}),
    ...(form.from !== "" && form.to !== "" && form.from >= form.to ? { to: { key: "rangeInvalid" as const } } : {}),
  };
  if (Object.keys(complaints).length > 0) return { hold: undefined, complaints };
  const hold = {
    reason: form.reason.trim(),
    tables: form.scope === "all" ? "all" : tablesOf(form.tables),
    ...(form.from === "" ? {} : { from: `${form.from}T00:00:00.000Z` }),
    ...(form.to === "" ? {} : { to: `${form.to}T00:00:00.000Z` }),
  };
  return { hold: NewLegalHoldDocument.parse(hold), complaints };
}

function reasonComplaint(form: HoldForm): CheckedHold["complaints"] {
  const { length } = form.reason.trim();
  return length < 3 || length > 500 ? { reason: { key: "reasonInvalid" } } : {};
}

function tablesComplaint(names: readonly string[]): CheckedHold["complaints"] {
  const wrong = names.find((name) => !TableName.safeParse(name).success);
  if (wrong !== undefined) return { tables: { tables: "name", name: wrong } };
  return names.length === 0 ? { tables: { tables: "none" } } : {};
}
