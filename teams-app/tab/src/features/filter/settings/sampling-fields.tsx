import { Field, Input, Switch } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type SamplingField, type SamplingForm, samplingFields } from "./sampling-form.ts";

interface Props {
  readonly form: SamplingForm;
  readonly onChange: (form: SamplingForm) => void;
  readonly wrong: readonly SamplingField[];
}

export function SamplingFields({ form, onChange, wrong }: Props): ReactNode {
  const { t } = useTranslation();
  const labels: Record<SamplingField, string> = {
    targetCategory: t("filterEditor.sampling.target"),
    table: t("filterEditor.sampling.table"),
    samplingRate: t("filterEditor.sampling.kept"),
    maxPerMinute: t("filterEditor.sampling.most"),
  };
  const hints: Partial<Record<SamplingField, string>> = {
    targetCategory: t("filterEditor.sampling.targetHint"),
    table: t("filterEditor.sampling.tableHint"),
    maxPerMinute: t("filterEditor.sampling.mostHint"),
  };
  return (
    <div style={{ display: "grid", gap: 12 }}>
      {samplingFields.map((name) => (
        <Field
          key={name}
          label={labels[name]}
          required={name !== "table"}
          {...(hints[name] === undefined ? {} : { hint: hints[name] })}
          {...(wrong.includes(name) ? { validationMessage: t(`filterEditor.sampling.wrong.${name}`) } : {})}
        >
          <Input value={form[name]} onChange={(_, { value }) => onChange({ ...form, [name]: value })} />
        </Field>
      ))}
      <Switch
        label={t("filterEditor.sampling.isActive")}
        checked={form.isActive}
        onChange={(_, { checked }) => onChange({ ...form, isActive: checked })}
      />
    </div>
  );
}
