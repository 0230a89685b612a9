import type { SimilarCase } from "@logdoctor/shared-policies";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { incidentContextQuery } from "../../../../api/detect-queries.ts";
import { useApi } from "../../../../services.ts";
import { Card } from "../../../../ui/card.tsx";
import { QueryView } from "../../../../ui/query-view.tsx";
import { CaseTable } from "../../words/case-table.tsx";

/** Earlier incidents of the same pattern, with what people found them to be. */
export function SimilarCard({ id }: { readonly id: string }): ReactNode {
  const { t } = useTranslation();
  const query = useQuery(incidentContextQuery(useApi(), id));
  return (
    <Card title={t("incidents.similar.title")}>
      <QueryView query={query}>{({ similar }) => <Cases cases={similar} />}</QueryView>
    </Card>
  );
}

function Cases({ cases }: { readonly cases: readonly SimilarCase[] }): ReactNode {
  const { t } = useTranslation();
  if (cases.length === 0) return <p>{t("incidents.similar.none")}</p>;
  return <CaseTable caption={t("incidents.similar.title")} cases={cases} />;
}
