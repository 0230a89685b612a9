import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { SectionLayout } from "../../shell/section-layout.tsx";

export function PreventLayout(): ReactNode {
  const { t } = useTranslation();
  const pages = [
    { to: "/prevent/findings", title: t("prevent.findings") },
    { to: "/prevent/rules", title: t("prevent.rules") },
    { to: "/prevent/alerts", title: t("prevent.alerts") },
  ] as const;
  return <SectionLayout label={t("shell.prevent")} pages={pages} />;
}
