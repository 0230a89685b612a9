import { IncidentId, type StoredIncident } from "@logdoctor/shared-policies";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { incidentQuery } from "../../../api/detect-queries.ts";
import { useCanRespond } from "../../../api/use-can-respond.ts";
import { useApi } from "../../../services.ts";
import { NotFound } from "../../../shell/not-found.tsx";
import { ButtonLink } from "../../../ui/button-link.tsx";
import { Page } from "../../../ui/page.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { sourceName } from "../words/source-name.ts";
import { ActionsCard } from "./act/actions-card.tsx";
import { useChangeNews } from "./act/use-change-news.ts";
import { VerdictCard } from "./act/verdict-card.tsx";
import { ActivityCard } from "./evidence/activity-card.tsx";
import { EvidenceCard } from "./evidence/evidence-card.tsx";
import { ScoreCard } from "./evidence/score-card.tsx";
import { SimilarCard } from "./evidence/similar-card.tsx";
import { SummaryCard } from "./evidence/summary-card.tsx";
import { TimelineCard } from "./evidence/timeline-card.tsx";
import { WafCard } from "./evidence/waf-card.tsx";
import { ToldCard } from "./told-card.tsx";

export function IncidentPage(): ReactNode {
  const { id } = useParams({ from: "/detect/incidents/$id" });
  return IncidentId.safeParse(id).success ? <KnownIncident key={id} id={id} /> : <NotFound />;
}

function KnownIncident({ id }: { readonly id: string }): ReactNode {
  const query = useQuery(incidentQuery(useApi(), id));
  return <QueryView query={query}>{(incident) => <IncidentDetail incident={incident} />}</QueryView>;
}

/** What was found and why, beside what was and can be done about it. */
function IncidentDetail({ incident }: { readonly incident: StoredIncident }): ReactNode {
  const { t } = useTranslation();
  const canRespond = useCanRespond();
  useChangeNews(incident);
  const title = t("incidents.named", { pattern: incident.patternId, source: sourceName(incident, t) });
  return (
    <Page title={title} actions={<ButtonLink to="/detect/incidents">{t("incidents.back")}</ButtonLink>}>
      {canRespond ? null : <p className="ld-muted">{t("detect.readOnly")}</p>}
      <SummaryCard incident={incident} />
      <div className="ld-columns">
        <div>
          <EvidenceCard evidence={incident.evidence} />
          <ActivityCard incident={incident} />
        </div>
        <div>
          {canRespond ? <ActionsCard incident={incident} /> : null}
          <VerdictCard incident={incident} canRespond={canRespond} />
          <ScoreCard judged={incident.falsePositive} />
          <TimelineCard transitions={incident.transitions} />
          <ToldCard id={incident.id} />
        </div>
      </div>
      <SimilarCard id={incident.id} />
      <WafCard id={incident.id} />
    </Page>
  );
}
