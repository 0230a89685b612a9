import { Button } from "@fluentui/react-components";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FilterRuleDetail } from "../../../api/filter-queries.ts";
import { useFormat } from "../../../preferences.ts";
import { Card } from "../../../ui/card.tsx";
import { CodeBlock } from "../../../ui/code-block.tsx";
import { Facts } from "../../../ui/facts.tsx";
import { visibleText } from "../../../ui/visible-text.ts";
import { valuesOf } from "../words/match-text.tsx";
import { DroppedShare, SavedText } from "../words/saving-text.tsx";
import { RenewDialog } from "./renew-dialog.tsx";

interface Props {
  readonly rule: FilterRuleDetail;
  readonly canEdit: boolean;
}

/** What the rule is: where it looks, for what, and until when. */
export function SummaryCard({ rule, canEdit }: Props): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const [renewing, setRenewing] = useState(false);
  const { table, filterType, action, samplingRate, columns, matchMode, priority, expiresAt } = rule;
  const kept = samplingRate === undefined ? t("filterRule.rateElsewhere") : format.percent(samplingRate);
  const values = valuesOf(rule);
  return (
    <Card title={t("filterRule.about")}>
      <Facts
        facts={[
          [t("filterRule.table"), table],
          [t("filterRule.type"), t(`filter.type.${filterType}`)],
          [t("filterRule.action"), t(`filter.effect.${action}`)],
          [t("filterRule.kept"), action === "SAMPLE" ? kept : undefined],
          [t("filterRule.columns"), columns?.join(", ") ?? t("filterRule.usualColumns")],
          [t("filterRule.mode"), matchMode === "Text" ? t("filter.mode.Text") : undefined],
          [t("filterRule.priority"), format.number(priority)],
          [t("filterRule.expires"), expiresAt === undefined ? t("filter.never") : format.instant(expiresAt)],
          [t("filterRule.dropped"), <DroppedShare key="dropped" rule={rule} />],
          [t("filterRule.saved"), <SavedText key="saved" rule={rule} />],
          [t("filterRule.created"), `${format.date(rule.createdAt)}, ${rule.createdBy}`],
        ]}
      />
      <CodeBlock label={t("filterRule.values")} text={values.map(visibleText).join("\n")} />
      {canEdit ? <Button onClick={() => setRenewing(true)}>{t("filterRule.renew")}</Button> : null}
      {renewing ? <RenewDialog rule={rule} onClose={() => setRenewing(false)} /> : null}
    </Card>
  );
}
