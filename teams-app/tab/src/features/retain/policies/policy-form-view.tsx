import { Button } from "@fluentui/react-components";
import { LogCategory, RetentionClass, Severity, ShrinkMethod } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ChoiceField, type FieldContext, SwitchField, TextField } from "./policy-fields.tsx";
import { withDefaultsOf } from "./policy-form.ts";
import "./policy-form-view.css";

/** All fields of a policy in three groups. */
export function PolicyFormView(context: FieldContext): ReactNode {
  return (
    <>
      <Basics {...context} />
      <Times {...context} />
      <Removal {...context} />
    </>
  );
}

function Basics(context: FieldContext): ReactNode {
  const { t } = useTranslation();
  const rated = context.form.logCategory === "Error" || context.form.logCategory === "Exception";
  return (
    <fieldset className="ld-fields">
      <legend>{t("policies.form.basics")}</legend>
      <TextField {...context} name="policyName" required />
      <div className="ld-pair">
        <ChoiceField
          {...context}
          name="logCategory"
          choices={LogCategory.options.map((value) => [value, t(`terms.category.${value}`)])}
        />
        {rated || context.form.severity !== "" ? (
          <ChoiceField
            {...context}
            name="severity"
            choices={[
              ["", t("policies.form.severityNone")],
              ...Severity.options.map((value) => [value, t(`terms.severity.${value}`)] as const),
            ]}
          />
        ) : null}
      </div>
      <TextField {...context} name="tables" kind="lines" hint={t("policies.form.tablesHint")} required />
      <TextField {...context} name="predicate" kind="code" hint={t("policies.form.predicateHint")} />
    </fieldset>
  );
}

function Times(context: FieldContext): ReactNode {
  const { t } = useTranslation();
  const { form, onChange } = context;
  const chosen = RetentionClass.safeParse(form.retentionClass).data ?? "A";
  return (
    <fieldset className="ld-fields">
      <legend>{t("policies.form.times")}</legend>
      <ChoiceField
        {...context}
        name="retentionClass"
        choices={RetentionClass.options.map((value) => [value, t(`terms.class.${value}`)])}
      />
      <div>
        <Button size="small" onClick={() => onChange(withDefaultsOf(form, chosen))}>
          {t("policies.form.useDefaults", { class: t(`terms.classShort.${chosen}`) })}
        </Button>
      </div>
      <SwitchField {...context} name="archiveEnabled" />
      <div className="ld-pair">
        <TextField {...context} name="hotRetentionDays" kind="days" required />
        <TextField {...context} name="archiveRetentionDays" kind="days" required />
      </div>
    </fieldset>
  );
}

function Removal(context: FieldContext): ReactNode {
  const { t } = useTranslation();
  return (
    <fieldset className="ld-fields">
      <legend>{t("policies.form.removal")}</legend>
      <ChoiceField
        {...context}
        name="shrinkMethod"
        choices={ShrinkMethod.options.map((value) => [value, t(`terms.method.${value}`)])}
      />
      <SwitchField {...context} name="isActive" />
    </fieldset>
  );
}
