import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { IncidentFilter } from "../../../api/detect-queries.ts";
import { Card } from "../../../ui/card.tsx";
import { Page } from "../../../ui/page.tsx";
import { DeadLettersNote } from "./dead-letters-note.tsx";
import { DigestCard } from "./digest-card.tsx";
import { IncidentFilters } from "./incident-filters.tsx";
import { IncidentList } from "./incident-list.tsx";

/** All incidents, newest first. The filter is part of the address, so that it can be shared. */
export function IncidentsPage(): ReactNode {
  const { t } = useTranslation();
  const filter = useSearch({ from: "/detect/incidents" });
  const navigate = useNavigate();
  const change = (next: IncidentFilter): void =>
    void navigate({ to: "/detect/incidents", search: next, replace: true });
  return (
    <Page title={t("incidents.title")}>
      <p className="ld-lead">{t("incidents.lead")}</p>
      <DeadLettersNote />
      <Card title={t("detect.incidents")}>
        <IncidentFilters filter={filter} onChange={change} />
        <IncidentList key={`${filter.status} ${filter.severity}`} filter={filter} onShowAll={() => change({})} />
      </Card>
      <DigestCard />
    </Page>
  );
}
