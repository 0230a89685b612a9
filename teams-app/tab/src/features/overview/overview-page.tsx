import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "../../ui/page.tsx";
import { HealthCard } from "./health-card.tsx";
import { HoldsCard } from "./holds-card.tsx";
import { IncidentsCard } from "./incidents-card.tsx";
import { LastRunsCard } from "./last-runs-card.tsx";
import { PreventCard } from "./prevent-card.tsx";
import { SavingsCard } from "./savings-card.tsx";
import { VolumeCard } from "./volume-card.tsx";

/** The first page: what is saved, where the volume lies, and whether the jobs run. */
export function OverviewPage(): ReactNode {
  const { t } = useTranslation();
  return (
    <Page title={t("overview.title")}>
      <IncidentsCard />
      <SavingsCard />
      <div className="ld-columns">
        <VolumeCard />
        <div>
          <PreventCard />
          <HealthCard />
          <LastRunsCard />
          <HoldsCard />
        </div>
      </div>
    </Page>
  );
}
