import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "../../../ui/card.tsx";
import { Page } from "../../../ui/page.tsx";
import { ExplainForm } from "./explain-form.tsx";

/** Answers why a row is not there. */
export function ExplainPage(): ReactNode {
  const { t } = useTranslation();
  return (
    <Page title={t("filterEditor.explain.title")}>
      <p className="ld-lead">{t("filterEditor.explain.lead")}</p>
      <Card title={t("filterEditor.explain.row")}>
        <ExplainForm />
      </Card>
    </Page>
  );
}
