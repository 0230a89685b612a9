import type { TFunction } from "i18next";
import type { ReactElement } from "react";
import type { RuleComplaint } from "./rule-form.ts";

/** Props of a field that tell its complaints, each on its own line; none where there is none. */
export function complaintMessage(
  complaints: readonly RuleComplaint[] | undefined,
  t: TFunction<"tab">,
): { validationMessage?: ReactElement } {
  if (complaints === undefined || complaints.length === 0) return {};
  const lines = complaints.map((complaint) =>
    typeof complaint === "string" ? (
      <span key={complaint}>{t(`preventRules.error.${complaint}`)}</span>
    ) : (
      <span key={complaint.said} lang="en">
        {complaint.said}
      </span>
    ),
  );
  return { validationMessage: <span style={{ display: "grid", gap: 2 }}>{lines}</span> };
}
