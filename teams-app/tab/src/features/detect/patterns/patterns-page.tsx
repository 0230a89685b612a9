import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { patternsQuery } from "../../../api/detect-queries.ts";
import { useCanEdit } from "../../../api/use-can-edit.ts";
import { useApi } from "../../../services.ts";
import { Card } from "../../../ui/card.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { Page } from "../../../ui/page.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { PatternTable } from "./pattern-table.tsx";

/** Every detection pattern with what this tenant set. */
export function PatternsPage(): ReactNode {
  const { t } = useTranslation();
  const canEdit = useCanEdit();
  const query = useQuery(patternsQuery(useApi()));
  return (
    <Page title={t("patterns.title")}>
      <p className="ld-lead">{t("patterns.lead")}</p>
      {canEdit ? null : <p className="ld-muted">{t("patterns.readOnly")}</p>}
      <Card title={t("detect.patterns")}>
        <QueryView query={query}>
          {(patterns) =>
            patterns.length === 0 ? (
              <EmptyState title={t("patterns.emptyTitle")} body={t("patterns.emptyBody")} />
            ) : (
              <PatternTable patterns={patterns} canEdit={canEdit} />
            )
          }
        </QueryView>
      </Card>
    </Page>
  );
}
