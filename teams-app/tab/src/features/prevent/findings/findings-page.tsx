import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { findingsQuery } from "../../../api/prevent-queries.ts";
import { useApi } from "../../../services.ts";
import { Card } from "../../../ui/card.tsx";
import { Page } from "../../../ui/page.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { CostBars } from "./cost-bars.tsx";
import { choicesOf, type FindingFilter, passing, scopeOf } from "./finding-filter.ts";
import { FindingFilters } from "./finding-filters.tsx";
import { FindingList } from "./finding-list.tsx";

/** Findings, those that cost most first. The filter is part of the address, so that it can be shared. */
export function FindingsPage(): ReactNode {
  const { t } = useTranslation();
  const filter = useSearch({ from: "/prevent/findings" });
  const navigate = useNavigate();
  const query = useQuery(findingsQuery(useApi(), scopeOf(filter)));
  const change = (next: FindingFilter): void => void navigate({ to: "/prevent/findings", search: next, replace: true });
  return (
    <Page title={t("prevent.list.title")}>
      <p className="ld-lead">{t("prevent.list.lead")}</p>
      <QueryView query={query}>
        {({ items, cut }) => {
          const shown = passing(items, filter);
          return (
            <>
              <CostBars findings={shown} />
              <Card title={t("prevent.findings")}>
                <FindingFilters filter={filter} choices={choicesOf(items, filter)} onChange={change} />
                <FindingList
                  key={JSON.stringify(filter)}
                  findings={shown}
                  filtered={Object.keys(filter).length > 0}
                  onShowAll={() => change({})}
                />
                {cut ? <p className="ld-muted">{t("prevent.list.cut", { count: items.length })}</p> : null}
              </Card>
            </>
          );
        }}
      </QueryView>
    </Page>
  );
}
