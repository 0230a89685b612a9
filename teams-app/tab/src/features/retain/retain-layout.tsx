import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { SectionLayout } from "../../shell/section-layout.tsx";

export function RetainLayout(): ReactNode {
  const { t } = useTranslation();
  const pages = [
    { to: "/retain/policies", title: t("policies.tab") },
    { to: "/retain/runs", title: t("runs.tab") },
    { to: "/retain/holds", title: t("holds.tab") },
  ] as const;
  return <SectionLayout label={t("shell.retain")} pages={pages} />;
}
