import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { SectionLayout } from "../../shell/section-layout.tsx";

export function SettingsLayout(): ReactNode {
  const { t } = useTranslation();
  const pages = [
    { to: "/settings/jobs", title: t("settings.jobs") },
    { to: "/settings/notifications", title: t("notify.title") },
  ] as const;
  return <SectionLayout label={t("shell.settings")} pages={pages} />;
}
