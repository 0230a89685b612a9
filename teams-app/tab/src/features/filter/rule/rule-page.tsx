import { DocumentId } from "@logdoctor/shared-policies";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type FilterRuleDetail, filterRuleQuery } from "../../../api/filter-queries.ts";
import { useCanEdit } from "../../../api/use-can-edit.ts";
import { useApi } from "../../../services.ts";
import { NotFound } from "../../../shell/not-found.tsx";
import { ButtonLink } from "../../../ui/button-link.tsx";
import { Page } from "../../../ui/page.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { AzureCard } from "./azure-card.tsx";
import { HistoryCard } from "./history-card.tsx";
import { LifecycleCard } from "./lifecycle/lifecycle-card.tsx";
import { CertificateCard } from "./proof/certificate-card.tsx";
import { DryRunCard } from "./proof/dry-run-card.tsx";
import { StatisticsCard } from "./statistics-card.tsx";
import { SummaryCard } from "./summary-card.tsx";
import { useStateNews } from "./use-state-news.ts";

export function RulePage(): ReactNode {
  const { id } = useParams({ from: "/filter/rules/one/$id" });
  return DocumentId.safeParse(id).success ? <KnownRule key={id} id={id} /> : <NotFound />;
}

function KnownRule({ id }: { readonly id: string }): ReactNode {
  const query = useQuery(filterRuleQuery(useApi(), id));
  return <QueryView query={query}>{(rule) => <RuleDetail rule={rule} />}</QueryView>;
}

/** What a rule is, what it would do, what proves it harmless, and what it did. */
function RuleDetail({ rule }: { readonly rule: FilterRuleDetail }): ReactNode {
  const { t } = useTranslation();
  const canEdit = useCanEdit();
  useStateNews(rule);
  const actions = (
    <>
      <ButtonLink to="/filter/rules">{t("filterRule.back")}</ButtonLink>
      {canEdit ? (
        <ButtonLink to="/filter/rules/edit/$id" params={{ id: rule.id }}>
          {t("filterRule.edit")}
        </ButtonLink>
      ) : null}
    </>
  );
  return (
    <Page title={rule.ruleName} actions={actions}>
      {canEdit ? null : <p className="ld-muted">{t("filter.readOnly")}</p>}
      <div className="ld-columns">
        <div>
          <LifecycleCard rule={rule} canEdit={canEdit} />
          <AzureCard rule={rule} />
        </div>
        <div>
          <SummaryCard rule={rule} canEdit={canEdit} />
          <HistoryCard steps={rule.steps} />
        </div>
      </div>
      <DryRunCard rule={rule} />
      <CertificateCard rule={rule} canEdit={canEdit} />
      <StatisticsCard rule={rule} />
    </Page>
  );
}
