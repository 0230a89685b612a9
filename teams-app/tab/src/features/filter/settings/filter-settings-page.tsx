import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { filterSettingsQuery } from "../../../api/filter-queries.ts";
import { useCanEdit } from "../../../api/use-can-edit.ts";
import { useApi } from "../../../services.ts";
import { Card } from "../../../ui/card.tsx";
import { Page } from "../../../ui/page.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { OptionsForm } from "./options-form.tsx";
import { SamplingCard } from "./sampling-card.tsx";

/** How filters are tried and watched. The version that the page opened with is the base of the edits. */
export function FilterSettingsPage(): ReactNode {
  const { t } = useTranslation();
  const canEdit = useCanEdit();
  const query = useQuery({ ...filterSettingsQuery(useApi()), refetchOnWindowFocus: false });
  return (
    <Page title={t("filterEditor.settings.title")}>
      <p className="ld-lead">{t("filterEditor.settings.lead")}</p>
      {canEdit ? null : <p className="ld-muted">{t("filter.readOnly")}</p>}
      <Card title={t("filterEditor.settings.card")}>
        <QueryView query={query}>{(settings) => <OptionsForm start={settings} canEdit={canEdit} />}</QueryView>
      </Card>
      <SamplingCard canEdit={canEdit} />
    </Page>
  );
}
