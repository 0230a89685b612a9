import { Field, Input, Select } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { usePreferences } from "../../../preferences.ts";
import { Card } from "../../../ui/card.tsx";
import type { AlertForm } from "./alert-form.ts";
import type { FormPart } from "./alert-form-view.tsx";
import { complaintAt } from "./complaint-at.ts";
import { TimeZoneField } from "./time-zone-field.tsx";
import { weekdayNames } from "./weekday-names.ts";
import "./alerts.css";

const hours = Array.from({ length: 24 }, (_, hour) => hour);

/** What holds for every team. */
export function LimitsCard(part: FormPart): ReactNode {
  const { t } = useTranslation();
  const { form, onChange, disabled, complaints } = part;
  return (
    <Card title={t("preventAlerts.limits.title")}>
      <div className="ld-grid">
        <Field label={t("preventAlerts.limits.defaultTeam")} {...complaintAt(complaints, "/defaultTeam", t)}>
          <Select
            value={form.defaultTeam}
            disabled={disabled}
            onChange={(_, { value }) => onChange({ ...form, defaultTeam: value })}
          >
            {form.teams.map(({ id, name }) => (
              <option key={id} value={id}>
                {name === "" ? t("preventAlerts.teams.unnamed") : name}
              </option>
            ))}
          </Select>
        </Field>
        <TimeZoneField
          label={t("preventAlerts.limits.timeZone")}
          value={form.timeZone}
          disabled={disabled}
          onChange={(timeZone) => onChange({ ...form, timeZone })}
        />
        <NumberField {...part} name="coolDownHours" hint={t("preventAlerts.limits.coolDownHint")} />
        <NumberField {...part} name="dailyCardBudget" hint={t("preventAlerts.limits.budgetHint")} />
        <DigestFields {...part} />
      </div>
    </Card>
  );
}

interface NumberProps extends FormPart {
  readonly name: "coolDownHours" | "dailyCardBudget";
  readonly hint: string;
}

function NumberField({ name, hint, form, onChange, complaints, disabled }: NumberProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Field label={t(`preventAlerts.limits.${name}`)} hint={hint} {...complaintAt(complaints, `/${name}`, t)}>
      <Input
        inputMode="numeric"
        value={form[name]}
        disabled={disabled}
        onChange={(_, { value }) => onChange({ ...form, [name]: value })}
      />
    </Field>
  );
}

function DigestFields({ form, onChange, disabled }: FormPart): ReactNode {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const set = (change: Partial<AlertForm>): void => onChange({ ...form, ...change });
  return (
    <>
      <Field label={t("preventAlerts.limits.digestDay")}>
        <Select
          value={String(form.digestDay)}
          disabled={disabled}
          onChange={(_, { value }) => set({ digestDay: Number(value) })}
        >
          {weekdayNames(language).map((name, index) => (
            <option key={name} value={index + 1}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t("preventAlerts.limits.digestHour")}>
        <Select
          value={String(form.digestHour)}
          disabled={disabled}
          onChange={(_, { value }) => set({ digestHour: Number(value) })}
        >
          {hours.map((hour) => (
            <option key={hour} value={hour}>
              {`${String(hour).padStart(2, "0")}:00`}
            </option>
          ))}
        </Select>
      </Field>
    </>
  );
}
