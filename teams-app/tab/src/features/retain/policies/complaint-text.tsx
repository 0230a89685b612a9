import type { RetentionClass } from "@logdoctor/shared-policies";
import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Texts } from "../../../i18n/texts.ts";
import type { Complaint } from "./complaint.ts";

/** Complaints of one field, each on its own line. */
export function ComplaintTexts({ complaints }: { readonly complaints: readonly Complaint[] }): ReactNode {
  const { t } = useTranslation();
  return complaints.map((complaint) => {
    const text = textOf(complaint, t);
    return (
      <span
        key={text}
        lang={"said" in complaint ? "en" : undefined}
        style={{ display: "block", whiteSpace: "pre-wrap" }}
      >
        {text}
      </span>
    );
  });
}

function textOf(complaint: Complaint, t: TFunction<"tab">): string {
  if ("said" in complaint) return complaint.said;
  const { key } = complaint;
  if (key !== "classTooLow") return t(`policies.error.${key}`, valuesOf(complaint));
  const retentionClass = t(`terms.classShort.${complaint.values?.["class"] as RetentionClass}`);
  const reason = t(`terms.classReason.${complaint.values?.["reasonCode"] as keyof Texts["terms"]["classReason"]}`);
  return t("policies.error.classTooLow", { class: retentionClass, reason });
}

/** Every value that a complaint's text may name; i18next leaves out what a text does not use. */
function valuesOf({ values }: Extract<Complaint, { key: string }>): { min: number; max: number; name: string } {
  return { min: Number(values?.["min"]), max: Number(values?.["max"]), name: String(values?.["name"]) };
}
