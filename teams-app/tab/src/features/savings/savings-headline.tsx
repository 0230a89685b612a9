import type { Savings } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../preferences.ts";
import "./savings-headline.css";

/** The saving in money and as a share of the whole bill and of the retention lines. */
export function SavingsHeadline({ savings }: { readonly savings: Savings }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const money = format.money(Math.abs(savings.savedPerMonth));
  return (
    <div className="ld-headline">
      <strong>{t(`overview.savings.${directionOf(savings.savedPerMonth)}`, { money })}</strong>
      <span>{t("overview.savings.ofBill", { percent: format.percent(savings.ofBill) })}</span>
      <span>{t("overview.savings.ofRetention", { percent: format.percent(savings.ofRetention) })}</span>
    </div>
  );
}

/** Less than a thousandth of a cent counts as no change. */
function directionOf(saved: number): "saved" | "more" | "same" {
  if (Math.abs(saved) < 0.00001) return "same";
  return saved > 0 ? "saved" : "more";
}
