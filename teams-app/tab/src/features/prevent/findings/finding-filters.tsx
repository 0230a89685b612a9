import { Field, Select } from "@fluentui/react-components";
import { ViolationState } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { usePreferences } from "../../../preferences.ts";
import { type FilterChoices, type FindingFilter, findingFilterOf, namedRules } from "./finding-filter.ts";
import "../../detect/incidents/incident-filters.css";
import "./finding-filters.css";

interface Props {
  readonly filter: FindingFilter;
  readonly choices: FilterChoices;
  readonly onChange: (filter: FindingFilter) => void;
}

export function FindingFilters({ filter, choices, onChange }: Props): ReactNode {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const named = (names: readonly string[]) => names.map((name) => [name, name] as const);
  const states = ViolationState.options.map((state) => [state, t(`prevent.state.${state}`)] as const);
  const choice = (name: keyof FindingFilter) => ({
    value: filter[name] ?? "",
    onChange: (value: string) => onChange(findingFilterOf({ ...filter, [name]: value })),
  });
  return (
    <fieldset className="ld-filters ld-finding-filters">
      <legend className="ld-hidden">{t("prevent.list.filters")}</legend>
      <Choice
        {...choice("state")}
        label={t("prevent.list.state")}
        none={t("prevent.list.open")}
        options={[["all", t("prevent.list.everything")], ...states]}
      />
      <Choice
        {...choice("ruleId")}
        label={t("prevent.list.rule")}
        none={t("prevent.list.allRules")}
        options={namedRules(choices.rules, t, language)}
      />
      <Choice
        {...choice("table")}
        label={t("prevent.list.table")}
        none={t("prevent.list.allTables")}
        options={named(choices.tables)}
      />
      <Choice
        {...choice("service")}
        label={t("prevent.list.service")}
        none={t("prevent.list.allServices")}
        options={named(choices.services)}
      />
    </fieldset>
  );
}

interface ChoiceProps {
  readonly label: string;
  /** What is shown where nothing is chosen. */
  readonly none: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Choice({ label, none, options, value, onChange }: ChoiceProps): ReactNode {
  return (
    <Field label={label}>
      <Select value={value} onChange={(_, data) => onChange(data.value)}>
        <option value="">{none}</option>
        {options.map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
}
