import { PreventFinding } from "@logdoctor/shared-policies";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type FindingDetail, findingQuery } from "../../../api/prevent-queries.ts";
import { useCanRespond } from "../../../api/use-can-respond.ts";
import { useApi } from "../../../services.ts";
import { NotFound } from "../../../shell/not-found.tsx";
import { ButtonLink } from "../../../ui/button-link.tsx";
import { Page } from "../../../ui/page.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { findingName } from "../words/finding-name.ts";
import { AnswerCard } from "./act/answer-card.tsx";
import { ChangeCard } from "./change-card.tsx";
import { HistoryCard } from "./history-card.tsx";
import { SavingCard } from "./saving-card.tsx";
import { SummaryCard } from "./summary-card.tsx";
import { ToldCard } from "./told-card.tsx";
import { TrendCard } from "./trend-card.tsx";

export function FindingPage(): ReactNode {
  const { id } = useParams({ from: "/prevent/findings/$id" });
  return PreventFinding.shape.id.safeParse(id).success ? <KnownFinding key={id} id={id} /> : <NotFound />;
}

function KnownFinding({ id }: { readonly id: string }): ReactNode {
  const query = useQuery(findingQuery(useApi(), id));
  return <QueryView query={query}>{(finding) => <Detail finding={finding} />}</QueryView>;
}

/** What costs, what to change about it, and what was and can be answered. */
function Detail({ finding }: { readonly finding: FindingDetail }): ReactNode {
  const { t } = useTranslation();
  const canRespond = useCanRespond();
  return (
    <Page
      title={findingName(finding, t)}
      actions={<ButtonLink to="/prevent/findings">{t("prevent.detail.back")}</ButtonLink>}
    >
      {canRespond ? null : <p className="ld-muted">{t("prevent.detail.readOnly")}</p>}
      <SummaryCard finding={finding} />
      <div className="ld-columns">
        <div>
          <ChangeCard finding={finding} />
          <TrendCard trend={finding.trend} />
        </div>
        <div>
          {canRespond ? <AnswerCard finding={finding} /> : null}
          {finding.saving === undefined ? null : <SavingCard saving={finding.saving} />}
          <HistoryCard finding={finding} />
        </div>
      </div>
      <ToldCard alerts={finding.alerts} />
    </Page>
  );
}
