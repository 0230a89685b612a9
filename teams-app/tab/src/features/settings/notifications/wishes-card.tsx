import { Checkbox, Field, Select } from "@fluentui/react-components";
import { NotificationLanguage, NotifiedSeverity } from "@logdoctor/shared-policies";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "../../../ui/card.tsx";
import { withSeverity } from "./notify-form.ts";
import type { FormPart } from "./notify-form-view.tsx";
import "./wishes-card.css";

/** In which language people are told, and of which severities. */
export function WishesCard(part: FormPart): ReactNode {
  const { t } = useTranslation();
  const { form, onChange, disabled } = part;
  return (
    <Card title={t("notify.wishes.title")}>
      <div style={{ display: "grid", gap: 12, maxWidth: 420 }}>
        <Field label={t("notify.wishes.language")}>
          <Select
            value={form.language}
            disabled={disabled}
            onChange={(_, { value }) => onChange({ ...form, language: NotificationLanguage.parse(value) })}
          >
            {NotificationLanguage.options.map((language) => (
              <option key={language} value={language}>
                {t(`notify.wishes.${language}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Severities {...part} />
      </div>
    </Card>
  );
}

/** A group of its own: boxes inside one `Field` would all get the same id. */
function Severities({ form, onChange, complaints, disabled }: FormPart): ReactNode {
  const { t } = useTranslation();
  const hint = useId();
  return (
    <fieldset className="ld-choices" aria-describedby={hint}>
      <legend>{t("notify.wishes.severities")}</legend>
      {NotifiedSeverity.options.map((severity) => (
        <Checkbox
          key={severity}
          label={t(`detect.severity.${severity}`)}
          checked={form.severities.includes(severity)}
          disabled={disabled}
          onChange={(_, { checked }) => onChange(withSeverity(form, severity, checked === true))}
        />
      ))}
      <div id={hint} className="ld-muted">
        {complaints.severities ? (
          <div role="alert" className="ld-complaint">
            {t("notify.wishes.noSeverity")}
          </div>
        ) : null}
        {t("notify.wishes.severitiesHint")}
      </div>
    </fieldset>
  );
}
