import type { FilteredTable } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { FilterRuleDetail } from "../../../api/filter-queries.ts";
import { useFormat } from "../../../preferences.ts";
import { Card } from "../../../ui/card.tsx";
import { Facts } from "../../../ui/facts.tsx";
import { StatusBadge, type Tone } from "../../../ui/status-badge.tsx";

const tones: Record<FilteredTable["state"], Tone> = {
  pending: "running",
  verified: "good",
  reverted: "bad",
  removed: "neutral",
  refused: "bad",
  failed: "bad",
};

/** Where the rules of this one's table stand in Azure. */
export function AzureCard({ rule: { applied } }: { readonly rule: FilterRuleDetail }): ReactNode {
  const { t } = useTranslation();
  return (
    <Card title={t("filterRule.azure.title")}>
      {applied === undefined ? <p className="ld-muted">{t("filterRule.azure.none")}</p> : <Applied table={applied} />}
    </Card>
  );
}

function Applied({ table }: { readonly table: FilteredTable }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { state, refusal, detail, collectionRule, appliedAt, transformErrors } = table;
  const percent = (share: number | undefined) => (share === undefined ? undefined : format.percent(share));
  return (
    <>
      <p className="ld-row" style={{ marginTop: 0 }}>
        <StatusBadge tone={tones[state]}>{t(`filterRule.azure.state.${state}`)}</StatusBadge>
      </p>
      <p>{t(`filterRule.azure.about.${state}`)}</p>
      {refusal === undefined ? null : <p>{t(`filterRule.azure.refusal.${refusal}`)}</p>}
      {detail === "" ? null : <p lang="en">{detail}</p>}
      <Facts
        facts={[
          [t("filterRule.azure.predicted"), percent(table.predictedDropRate)],
          [t("filterRule.azure.observed"), percent(table.observedDropRate)],
          [t("filterRule.azure.errors"), transformErrors === undefined ? undefined : format.number(transformErrors)],
          [t("filterRule.azure.since"), appliedAt === undefined ? undefined : format.instant(appliedAt)],
          [
            t("filterRule.azure.rule"),
            collectionRule === "" ? (
              t("filterRule.azure.noRule")
            ) : (
              <span key="rule" className="ld-mono">
                {collectionRule}
              </span>
            ),
          ],
        ]}
      />
    </>
  );
}
