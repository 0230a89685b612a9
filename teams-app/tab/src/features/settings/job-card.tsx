import { Field, Select, Switch } from "@fluentui/react-components";
import type { AvailableJob, SettingsInput } from "@logdoctor/shared-policies";
import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "../../ui/card.tsx";
import { cadenceChoices } from "./cadence-choices.ts";

type JobSettings = SettingsInput["jobs"][AvailableJob];

interface Props {
  readonly job: AvailableJob;
  readonly settings: JobSettings;
  readonly disabled: boolean;
  readonly onChange: (settings: JobSettings) => void;
}

/** One job: whether it is on, and how often it runs. */
export function JobCard({ job, settings, disabled, onChange }: Props): ReactNode {
  const { t } = useTranslation();
  return (
    <Card title={t(`terms.job.${job}`)}>
      <div style={{ display: "grid", gap: 12, maxWidth: 360 }}>
        <Field hint={t("settings.enabledHint")}>
          <Switch
            label={t("settings.enabled")}
            checked={settings.enabled}
            disabled={disabled}
            onChange={(_, { checked }) => onChange({ ...settings, enabled: checked })}
          />
        </Field>
        <Field label={t("settings.cadence")} hint={t("settings.cadenceHint")}>
          <Select
            value={String(settings.cadenceMinutes)}
            disabled={disabled}
            onChange={(_, { value }) => onChange({ ...settings, cadenceMinutes: Number(value) })}
          >
            {cadenceChoices(job, settings.cadenceMinutes).map((minutes) => (
              <option key={minutes} value={minutes}>
                {everyText(minutes, t)}
              </option>
            ))}
          </Select>
        </Field>
      </div>
    </Card>
  );
}

function everyText(minutes: number, t: TFunction<"tab">): string {
  if (minutes % 1440 === 0) return t("settings.everyDays", { count: minutes / 1440 });
  if (minutes % 60 === 0) return t("settings.everyHours", { count: minutes / 60 });
  return t("settings.everyMinutes", { count: minutes });
}
