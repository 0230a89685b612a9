import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { SectionLayout } from "../../shell/section-layout.tsx";

export function FilterLayout(): ReactNode {
  const { t } = useTranslation();
  const pages = [
    { to: "/filter/rules", title: t("filter.rules") },
    { to: "/filter/explain", title: t("filter.explain") },
    { to: "/filter/settings", title: t("filter.settings") },
  ] as const;
  return <SectionLayout label={t("shell.filter")} pages={pages} />;
}
