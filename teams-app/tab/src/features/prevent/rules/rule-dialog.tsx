import type { StoredPreventionRule } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { CodeBlock } from "../../../ui/code-block.tsx";
import { Facts } from "../../../ui/facts.tsx";
import { WideDialog } from "../../../ui/wide-dialog.tsx";
import { ruleNameOf } from "../words/rule-name.ts";
import { ThresholdForm } from "./threshold-form.tsx";

interface Props {
  readonly rule: StoredPreventionRule;
  readonly canEdit: boolean;
  readonly onClose: () => void;
}

/** All of a rule: what it looks for, its query, and the threshold for those who may set it. */
export function RuleDialog({ rule, canEdit, onClose }: Props): ReactNode {
  const { t } = useTranslation();
  return (
    <WideDialog
      title={ruleNameOf({ ruleId: rule.id, ruleName: rule.ruleName }, t)}
      close={t("preventRules.close")}
      onClose={onClose}
    >
      {rule.description === "" ? null : <p lang="en">{rule.description}</p>}
      <RuleFacts rule={rule} />
      {canEdit ? <ThresholdForm rule={rule} /> : null}
      {rule.kqlQuery === "" ? null : (
        <CodeBlock label={t("preventRules.kql")} text={rule.kqlQuery} copyLabel={t("detect.copy")} />
      )}
    </WideDialog>
  );
}

function RuleFacts({ rule }: Pick<Props, "rule">): ReactNode {
  const { t } = useTranslation();
  const { change, targetLogCategory } = rule;
  return (
    <Facts
      facts={[
        [t("preventRules.type"), t(`prevent.type.${rule.ruleType}`)],
        [t("preventRules.tables"), targetLogCategory === "*" ? t("preventRules.everyTable") : targetLogCategory],
        [t("preventRules.version"), rule.version],
        [t("prevent.change.title"), change === undefined ? rule.recommendedAction : t(`prevent.change.${change}`)],
      ]}
    />
  );
}
