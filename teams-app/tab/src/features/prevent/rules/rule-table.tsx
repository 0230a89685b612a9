import type { StoredPreventionRule } from "@logdoctor/shared-policies";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../preferences.ts";
import { type Column, DataTable } from "../../../ui/data-table.tsx";
import { StatusBadge } from "../../../ui/status-badge.tsx";
import { ruleNameOf } from "../words/rule-name.ts";
import { thresholdUnit } from "../words/threshold-unit.ts";
import { DeleteRuleDialog } from "./delete-rule-dialog.tsx";
import { RuleButtons } from "./rule-buttons.tsx";
import { RuleDialog } from "./rule-dialog.tsx";
import { RuleSwitch } from "./rule-switch.tsx";
import "../findings/finding-table.css";

interface Props {
  readonly caption: string;
  readonly rules: readonly StoredPreventionRule[];
  readonly canEdit: boolean;
}

interface Opened {
  readonly id: string;
  readonly dialog: "details" | "delete";
}

export function RuleTable({ caption, rules, canEdit }: Props): ReactNode {
  const { t } = useTranslation();
  const [shown, setShown] = useState<Opened>();
  const opened = rules.find(({ id }) => id === shown?.id);
  const close = (): void => setShown(undefined);
  const state = (rule: StoredPreventionRule): ReactNode =>
    canEdit ? <RuleSwitch rule={rule} /> : <OnOff isActive={rule.isActive} />;
  const columns: Column<StoredPreventionRule>[] = [
    {
      key: "name",
      header: t("preventRules.rule"),
      cell: ({ id, ruleName }) => ruleNameOf({ ruleId: id, ruleName }, t),
    },
    { key: "type", header: t("preventRules.type"), cell: ({ ruleType }) => t(`prevent.type.${ruleType}`) },
    { key: "tables", header: t("preventRules.tables"), cell: (rule) => <Tables rule={rule} /> },
    { key: "threshold", header: t("preventRules.threshold"), cell: (rule) => <Threshold rule={rule} /> },
    { key: "state", header: t("preventRules.state"), cell: state },
    {
      key: "actions",
      header: t("preventRules.actions"),
      cell: (rule) => (
        <RuleButtons rule={rule} canEdit={canEdit} onOpen={(dialog) => setShown({ id: rule.id, dialog })} />
      ),
    },
  ];
  return (
    <>
      <DataTable caption={caption} captionHidden columns={columns} rows={rules} rowKey={({ id }) => id} />
      {opened !== undefined && shown?.dialog === "details" ? (
        <RuleDialog rule={opened} canEdit={canEdit} onClose={close} />
      ) : null}
      {opened !== undefined && shown?.dialog === "delete" ? <DeleteRuleDialog rule={opened} onClose={close} /> : null}
    </>
  );
}

interface CellProps {
  readonly rule: StoredPreventionRule;
}

function Tables({ rule: { targetLogCategory } }: CellProps): ReactNode {
  const { t } = useTranslation();
  if (targetLogCategory.trim() === "*") return t("preventRules.everyTable");
  return <span style={{ overflowWrap: "anywhere" }}>{targetLogCategory}</span>;
}

function Threshold({ rule }: CellProps): ReactNode {
  const { t } = useTranslation();
  return (
    <span className="ld-two-lines">
      <span>{useFormat().number(rule.threshold)}</span>
      <span className="ld-muted">{t(`prevent.unit.${thresholdUnit(rule)}`)}</span>
    </span>
  );
}

function OnOff({ isActive }: Pick<StoredPreventionRule, "isActive">): ReactNode {
  const { t } = useTranslation();
  return (
    <StatusBadge tone={isActive ? "good" : "neutral"}>
      {t(isActive ? "preventRules.on" : "preventRules.off")}
    </StatusBadge>
  );
}
