import { DetectionSeverity } from "@logdoctor/shared-policies";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { openIncidentsQuery } from "../../api/detect-queries.ts";
import { useFormat } from "../../preferences.ts";
import { useApi } from "../../services.ts";
import { ButtonLink } from "../../ui/button-link.tsx";
import { Card } from "../../ui/card.tsx";
import { Loading } from "../../ui/loading.tsx";
import { ProblemPanel } from "../../ui/problem-panel.tsx";
import { SeverityBadge } from "../detect/words/severity-badge.tsx";
import "./incidents-card.css";

/** How many incidents still need someone, by severity; each number leads to its incidents. */
export function IncidentsCard(): ReactNode {
  const { t } = useTranslation();
  return (
    <Card title={t("overview.incidents.title")}>
      <ul className="ld-severities">
        {DetectionSeverity.options.map((severity) => (
          <li key={severity}>
            <OpenIncidents severity={severity} />
          </li>
        ))}
      </ul>
      <ButtonLink to="/detect/incidents">{t("overview.incidents.all")}</ButtonLink>
    </Card>
  );
}

function OpenIncidents({ severity }: { readonly severity: DetectionSeverity }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const query = useQuery(openIncidentsQuery(useApi(), severity));
  if (query.isError) return <ProblemPanel error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Loading />;
  const number = format.number(query.data.count);
  const count = query.data.more ? t("overview.incidents.atLeast", { number }) : number;
  return (
    <Link className="ld-severity ld-link" to="/detect/incidents" search={{ severity }}>
      <SeverityBadge severity={severity} /> <span className="ld-severity-count">{count}</span>
    </Link>
  );
}
