import type { AlertSettings } from "@logdoctor/shared-policies";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { alertSettingsQuery } from "../../../api/prevent-queries.ts";
import { useCanEdit } from "../../../api/use-can-edit.ts";
import { useFormat } from "../../../preferences.ts";
import { useApi } from "../../../services.ts";
import { useAnnounce } from "../../../ui/announcer.tsx";
import { Page } from "../../../ui/page.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { AlertFormView } from "./alert-form-view.tsx";
import { AlertLogCard } from "./alert-log-card.tsx";
import { useAlertEditor } from "./use-alert-editor.ts";

/** Which team is alerted of which finding, and when nobody is disturbed. */
export function AlertsPage(): ReactNode {
  const { t } = useTranslation();
  const query = useQuery({ ...alertSettingsQuery(useApi()), refetchOnWindowFocus: false });
  const canEdit = useCanEdit();
  return (
    <Page title={t("preventAlerts.title")}>
      <p className="ld-lead">{t("preventAlerts.lead")}</p>
      {canEdit ? null : <p className="ld-muted">{t("preventAlerts.readOnly")}</p>}
      <QueryView query={query}>{(settings) => <Editable start={settings} canEdit={canEdit} />}</QueryView>
      <AlertLogCard />
    </Page>
  );
}

function Editable({ start, canEdit }: { readonly start: AlertSettings; readonly canEdit: boolean }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const announce = useAnnounce();
  const editor = useAlertEditor(start, {
    saved: () => announce(t("preventAlerts.saved")),
    reloaded: () => announce(t("settings.reloaded")),
  });
  const { changedAt, changedBy } = editor.base;
  return (
    <>
      <AlertFormView editor={editor} canEdit={canEdit} />
      <p className="ld-muted">
        {changedAt === undefined || changedBy === undefined
          ? t("preventAlerts.neverChanged")
          : t("preventAlerts.changed", { who: changedBy, when: format.instant(changedAt) })}
      </p>
    </>
  );
}
