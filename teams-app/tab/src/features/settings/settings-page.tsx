import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { settingsQuery } from "../../api/queries.ts";
import { useCanEdit } from "../../api/use-can-edit.ts";
import { useApi } from "../../services.ts";
import { Page } from "../../ui/page.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { SettingsForm } from "./settings-form.tsx";

/** Which jobs are on, and how often each runs. The version that the page opened with is the base of the edits. */
export function SettingsPage(): ReactNode {
  const { t } = useTranslation();
  const query = useQuery({ ...settingsQuery(useApi()), refetchOnWindowFocus: false });
  const canEdit = useCanEdit();
  return (
    <Page title={t("settings.title")}>
      <p className="ld-muted">{t("settings.lead")}</p>
      {canEdit ? null : <p className="ld-muted">{t("shell.readOnly")}</p>}
      <QueryView query={query}>{(settings) => <SettingsForm start={settings} canEdit={canEdit} />}</QueryView>
    </Page>
  );
}
