import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { SectionLayout } from "../../shell/section-layout.tsx";

export function DetectLayout(): ReactNode {
  const { t } = useTranslation();
  const pages = [
    { to: "/detect/incidents", title: t("detect.incidents") },
    { to: "/detect/patterns", title: t("detect.patterns") },
    { to: "/detect/exceptions", title: t("detect.exceptions") },
  ] as const;
  return <SectionLayout label={t("shell.detect")} pages={pages} />;
}
