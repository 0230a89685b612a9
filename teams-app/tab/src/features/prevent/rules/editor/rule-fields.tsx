import { Field, Input, Select, Switch, Textarea } from "@fluentui/react-components";
import { PreventionRuleInput } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { thresholdUnit } from "../../words/threshold-unit.ts";
import { complaintMessage } from "./complaint-message.tsx";
import type { RuleComplaints, RuleForm } from "./rule-form.ts";

export interface FieldProps {
  readonly form: RuleForm;
  readonly onChange: (form: RuleForm) => void;
  readonly complaints: RuleComplaints;
}

/** What a rule is called and what it compares. */
export function RuleFields({ form, onChange, complaints }: FieldProps): ReactNode {
  const { t } = useTranslation();
  const wrong = (name: keyof RuleForm) => complaintMessage(complaints[name], t);
  const unit = t(`prevent.unit.${thresholdUnit(form)}`);
  return (
    <>
      <Field label={t("preventRules.form.ruleName")} required {...wrong("ruleName")}>
        <Input
          value={form.ruleName}
          maxLength={120}
          onChange={(_, { value }) => onChange({ ...form, ruleName: value })}
        />
      </Field>
      <Field
        label={t("preventRules.form.targetLogCategory")}
        hint={t("preventRules.form.targetHint")}
        required
        {...wrong("targetLogCategory")}
      >
        <Input
          value={form.targetLogCategory}
          maxLength={120}
          spellCheck={false}
          onChange={(_, { value }) => onChange({ ...form, targetLogCategory: value })}
        />
      </Field>
      <div className="ld-pair">
        <Field label={t("preventRules.form.ruleType")}>
          <Select value={form.ruleType} onChange={(_, { value }) => onChange({ ...form, ruleType: typeOf(value) })}>
            {types.map((type) => (
              <option key={type} value={type}>
                {t(`prevent.type.${type}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Field
          label={t("preventRules.form.threshold", { unit })}
          hint={t("preventRules.above")}
          required
          {...wrong("threshold")}
        >
          <Input
            inputMode="numeric"
            value={form.threshold}
            onChange={(_, { value }) => onChange({ ...form, threshold: value })}
          />
        </Field>
      </div>
    </>
  );
}

const types = PreventionRuleInput.shape.ruleType.options;

function typeOf(value: string): RuleForm["ruleType"] {
  return types.find((type) => type === value) ?? "LevelCheck";
}

/** What a rule asks for, and whether it runs. */
export function RuleOutcomeFields({ form, onChange, complaints }: FieldProps): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <Field
        label={t("preventRules.form.recommendedAction")}
        hint={t("preventRules.form.actionHint")}
        required
        {...complaintMessage(complaints.recommendedAction, t)}
      >
        <Textarea
          value={form.recommendedAction}
          maxLength={1000}
          onChange={(_, { value }) => onChange({ ...form, recommendedAction: value })}
        />
      </Field>
      <Switch
        label={t("preventRules.form.isActive")}
        checked={form.isActive}
        onChange={(_, { checked }) => onChange({ ...form, isActive: checked })}
      />
    </>
  );
}
