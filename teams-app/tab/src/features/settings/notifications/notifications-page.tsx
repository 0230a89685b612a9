import type { NotificationSettings } from "@logdoctor/shared-policies";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { notifySettingsQuery } from "../../../api/notify-queries.ts";
import { useCanEdit } from "../../../api/use-can-edit.ts";
import { useApi } from "../../../services.ts";
import { useAnnounce } from "../../../ui/announcer.tsx";
import { Page } from "../../../ui/page.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { NotifyFormView } from "./notify-form-view.tsx";
import { SentCard } from "./sent-card.tsx";
import { TestCard } from "./test-card.tsx";
import { useNotifyEditor } from "./use-notify-editor.ts";

/** How people are told of incidents, a way to try it, and what became of each notification. */
export function NotificationsPage(): ReactNode {
  const { t } = useTranslation();
  const query = useQuery({ ...notifySettingsQuery(useApi()), refetchOnWindowFocus: false });
  const canEdit = useCanEdit();
  return (
    <Page title={t("notify.title")}>
      <p className="ld-lead">{t("notify.lead")}</p>
      {canEdit ? null : <p className="ld-muted">{t("notify.readOnly")}</p>}
      <QueryView query={query}>{(settings) => <Editable start={settings} canEdit={canEdit} />}</QueryView>
      <SentCard />
    </Page>
  );
}

function Editable({ start, canEdit }: { readonly start: NotificationSettings; readonly canEdit: boolean }): ReactNode {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const editor = useNotifyEditor(start, {
    saved: () => announce(t("notify.saved")),
    reloaded: () => announce(t("settings.reloaded")),
  });
  return (
    <>
      <NotifyFormView editor={editor} canEdit={canEdit} />
      {canEdit ? <TestCard settings={editor.base} changed={editor.changed} /> : null}
    </>
  );
}
