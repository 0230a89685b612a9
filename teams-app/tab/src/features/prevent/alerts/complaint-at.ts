import type { TFunction } from "i18next";
import type { AlertComplaint, AlertComplaints } from "./alert-complaints.ts";

/** Props of a field that tell what is wrong at a JSON pointer; none where nothing is. */
export function complaintAt(
  complaints: AlertComplaints,
  pointer: string,
  t: TFunction<"tab">,
): { validationMessage?: string } {
  const complaint = complaints.get(pointer);
  return complaint === undefined ? {} : { validationMessage: textOf(complaint, t) };
}

function textOf(complaint: AlertComplaint, t: TFunction<"tab">): string {
  if (typeof complaint === "string") return t(`preventAlerts.error.${complaint}`);
  return "said" in complaint ? complaint.said : t("preventAlerts.error.number", complaint);
}
