import type { TrendPoint } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "../../../ui/card.tsx";
import { trendBars } from "./trend.ts";
import { TrendPicture } from "./trend-picture.tsx";
import { TrendTable } from "./trend-table.tsx";

/** How a finding went over the last runs: as a picture, and the same as a table. */
export function TrendCard({ trend }: { readonly trend: readonly TrendPoint[] }): ReactNode {
  const { t } = useTranslation();
  const bars = trendBars(trend);
  return (
    <Card title={t("prevent.trend.title")}>
      {bars.some(({ rate }) => rate !== undefined) ? (
        <>
          <p className="ld-muted" style={{ marginTop: 0 }}>
            {t("prevent.trend.lead")}
          </p>
          <TrendPicture bars={bars} />
          <details>
            <summary>{t("prevent.trend.asTable")}</summary>
            <TrendTable bars={bars} />
          </details>
        </>
      ) : (
        <p>{t("prevent.trend.none")}</p>
      )}
    </Card>
  );
}
