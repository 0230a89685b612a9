import type { StoredFilterRule } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../preferences.ts";

type Measured = Pick<StoredFilterRule, "saving" | "dryRun">;

/** Share of the rows that a rule drops: as measured, else as its dry run says. */
export function DroppedShare({ rule: { saving, dryRun } }: { readonly rule: Measured }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  if (saving !== undefined && saving.totalProcessed > 0) {
    return format.percent(saving.totalDropped / saving.totalProcessed);
  }
  if (dryRun === undefined || dryRun.processed === 0) return t("filter.unknown");
  return (
    <>
      {format.percent(dryRun.dropped / dryRun.processed)} <span className="ld-muted">{t("filter.predicted")}</span>
    </>
  );
}

/** What a rule saves in a month: as measured, else the volume that its dry run says. */
export function SavedText({ rule: { saving, dryRun } }: { readonly rule: Measured }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  if (saving !== undefined) {
    return (
      <>
        {format.gigabytes(saving.gbPerMonth)}
        <br />
        {format.money(saving.usdPerMonth)}
      </>
    );
  }
  if (dryRun === undefined) return t("filter.unknown");
  return (
    <>
      {format.gigabytes(dryRun.gbPerMonth)} <span className="ld-muted">{t("filter.predicted")}</span>
    </>
  );
}
