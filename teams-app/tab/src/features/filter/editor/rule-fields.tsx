import { Switch } from "@fluentui/react-components";
import { FilterType } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ChoiceField, type FieldContext, LineField, LinesField } from "./fields.tsx";
import { filterTypes, linesOf, withType } from "./rule-form.ts";

/** All fields of a rule in three groups: what it looks for, what becomes of it, and until when. */
export function RuleFields(context: FieldContext): ReactNode {
  return (
    <>
      <Looks {...context} />
      <Does {...context} />
      <Lasts {...context} />
    </>
  );
}

function Looks(context: FieldContext): ReactNode {
  const { t } = useTranslation();
  const { form, onChange } = context;
  const edged = linesOf(form.values).some((line) => line.trim() !== line);
  return (
    <fieldset className="ld-rule-fields">
      <legend>{t("filterEditor.looks")}</legend>
      <LineField {...context} name="ruleName" required />
      <div className="ld-rule-pair">
        <ChoiceField
          {...context}
          name="filterType"
          choices={filterTypes.map((type) => [type, t(`filter.type.${type}`)])}
          onChoose={(value) => onChange(withType(form, FilterType.parse(value)))}
          hint={t(`filterEditor.typeHint.${form.filterType}`)}
        />
        <LineField {...context} name="table" required hint={t("filterEditor.tableHint")} />
      </div>
      <LinesField
        {...context}
        name="values"
        required
        hint={edged ? t("filterEditor.valuesEdged") : t("filterEditor.valuesHint")}
      />
      {form.filterType === "Keyword" ? (
        <ChoiceField
          {...context}
          name="matchMode"
          choices={(["Term", "Text"] as const).map((mode) => [mode, t(`filter.mode.${mode}`)])}
        />
      ) : null}
      <LinesField {...context} name="columns" hint={t("filterEditor.columnsHint")} />
    </fieldset>
  );
}

function Does(context: FieldContext): ReactNode {
  const { t } = useTranslation();
  const { form } = context;
  const actions = form.filterType === "Sampling" ? (["SAMPLE"] as const) : (["DROP", "SAMPLE"] as const);
  return (
    <fieldset className="ld-rule-fields">
      <legend>{t("filterEditor.does")}</legend>
      <div className="ld-rule-pair">
        <ChoiceField
          {...context}
          name="action"
          choices={actions.map((action) => [action, t(`filter.effect.${action}`)])}
        />
        {form.action === "SAMPLE" ? (
          <LineField
            {...context}
            name="kept"
            inputMode="decimal"
            hint={t(form.filterType === "Sampling" ? "filterEditor.keptElsewhere" : "filterEditor.keptHint")}
          />
        ) : null}
      </div>
      <LineField {...context} name="priority" inputMode="numeric" hint={t("filterEditor.priorityHint")} required />
    </fieldset>
  );
}

function Lasts(context: FieldContext): ReactNode {
  const { t } = useTranslation();
  const { form, onChange } = context;
  return (
    <fieldset className="ld-rule-fields">
      <legend>{t("filterEditor.lasts")}</legend>
      <LineField {...context} name="expires" type="datetime-local" hint={t("filterEditor.expiresHint")} />
      <Switch
        label={t("filterEditor.field.isActive")}
        checked={form.isActive}
        onChange={(_, { checked }) => onChange({ ...form, isActive: checked })}
      />
    </fieldset>
  );
}
