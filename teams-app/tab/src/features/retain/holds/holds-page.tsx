import { Button } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { holdsQuery } from "../../../api/queries.ts";
import { useCanEdit } from "../../../api/use-can-edit.ts";
import { useApi } from "../../../services.ts";
import { Card } from "../../../ui/card.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { Page } from "../../../ui/page.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { HoldTable } from "./hold-table.tsx";
import { PlaceHoldDialog } from "./place-hold-dialog.tsx";

export function HoldsPage(): ReactNode {
  const { t } = useTranslation();
  const canEdit = useCanEdit();
  const [placing, setPlacing] = useState(false);
  const query = useQuery(holdsQuery(useApi()));
  const place = (
    <Button appearance="primary" onClick={() => setPlacing(true)}>
      {t("holds.place")}
    </Button>
  );
  return (
    <Page title={t("holds.title")} actions={canEdit ? place : undefined}>
      <p className="ld-lead">{t("holds.lead")}</p>
      <Card title={t("holds.tab")}>
        <QueryView query={query}>
          {(holds) =>
            holds.length === 0 ? (
              <EmptyState title={t("holds.emptyTitle")} body={t("holds.emptyBody")} />
            ) : (
              <HoldTable holds={holds} canEdit={canEdit} />
            )
          }
        </QueryView>
      </Card>
      {placing ? <PlaceHoldDialog onClose={() => setPlacing(false)} /> : null}
    </Page>
  );
}
