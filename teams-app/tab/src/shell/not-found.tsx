import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ButtonLink } from "../ui/button-link.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page } from "../ui/page.tsx";

export function NotFound(): ReactNode {
  const { t } = useTranslation();
  const action = <ButtonLink to="/">{t("shell.toOverview")}</ButtonLink>;
  return (
    <Page title={t("shell.notFound")}>
      <EmptyState title={t("shell.notFound")} body={t("shell.notFoundBody")} action={action} />
    </Page>
  );
}
