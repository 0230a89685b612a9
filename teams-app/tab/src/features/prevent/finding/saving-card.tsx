import type { MeasuredSaving } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../preferences.ts";
import { Card } from "../../../ui/card.tsx";

/** What the last change saved, by the volume that runs measured before and after it. */
export function SavingCard({ saving }: { readonly saving: MeasuredSaving }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { changedAt, before, after, gbPerMonth, usdPerMonth } = saving;
  const amount = t(gbPerMonth < 0 ? "prevent.saving.more" : "prevent.saving.less", {
    gb: format.gigabytes(Math.abs(gbPerMonth)),
  });
  const measured = t("prevent.saving.measured", {
    before: format.bytes(before.bytesPerHour),
    after: format.bytes(after.bytesPerHour),
    when: format.instant(changedAt),
  });
  return (
    <Card title={t("prevent.saving.title")}>
      <p style={{ margin: "0 0 4px" }}>
        <strong>{amount}</strong>
      </p>
      {usdPerMonth === undefined ? null : (
        <p style={{ margin: "0 0 4px" }}>
          {t("prevent.saving.money", { money: format.money(-usdPerMonth, { signed: true }) })}
        </p>
      )}
      <p className="ld-muted" style={{ margin: 0 }}>
        {measured}
      </p>
    </Card>
  );
}
