import { Checkbox, Field, Input, Select } from "@fluentui/react-components";
import { HolidayCountry } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { usePreferences } from "../../../preferences.ts";
import { complaintAt } from "./complaint-at.ts";
import type { TeamPart } from "./team-fields.tsx";
import { weekdayNames } from "./weekday-names.ts";

/** When a team wants no cards: hours of every day, days of the week, and public holidays. */
export function TeamQuiet({ team, index, onTeam, complaints, disabled }: TeamPart): ReactNode {
  const { t } = useTranslation();
  const wrong = complaintAt(complaints, `/teams/${index}/quietHours`, t);
  return (
    <>
      <Checkbox
        label={t("preventAlerts.teams.quiet")}
        checked={team.quiet}
        disabled={disabled}
        onChange={(_, { checked }) => onTeam({ ...team, quiet: checked === true })}
      />
      <div className="ld-grid">
        {team.quiet ? (
          <>
            <Field label={t("preventAlerts.teams.from")} {...wrong}>
              <Input
                type="time"
                value={team.from}
                disabled={disabled}
                onChange={(_, { value }) => onTeam({ ...team, from: value })}
              />
            </Field>
            <Field label={t("preventAlerts.teams.to")}>
              <Input
                type="time"
                value={team.to}
                disabled={disabled}
                onChange={(_, { value }) => onTeam({ ...team, to: value })}
              />
            </Field>
          </>
        ) : null}
        <Field label={t("preventAlerts.teams.holidays")}>
          <Select
            value={team.holidays}
            disabled={disabled}
            onChange={(_, { value }) => onTeam({ ...team, holidays: HolidayCountry.safeParse(value).data ?? "" })}
          >
            <option value="">{t("preventAlerts.teams.noHolidays")}</option>
            {HolidayCountry.options.map((country) => (
              <option key={country} value={country}>
                {t(`preventAlerts.teams.${country}`)}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <QuietDays team={team} index={index} onTeam={onTeam} complaints={complaints} disabled={disabled} />
    </>
  );
}

function QuietDays({ team, index, onTeam, complaints, disabled }: Omit<TeamPart, "form" | "onChange">): ReactNode {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { validationMessage: wrong } = complaintAt(complaints, `/teams/${index}/quietDays`, t);
  const set = (day: number, quiet: boolean): void => {
    const others = team.quietDays.filter((one) => one !== day);
    onTeam({ ...team, quietDays: quiet ? [...others, day].toSorted((a, b) => a - b) : others });
  };
  return (
    <fieldset className="ld-choices">
      <legend>{t("preventAlerts.teams.quietDays")}</legend>
      {weekdayNames(language).map((name, at) => (
        <Checkbox
          key={name}
          label={name}
          checked={team.quietDays.includes(at + 1)}
          disabled={disabled}
          onChange={(_, { checked }) => set(at + 1, checked === true)}
        />
      ))}
      {wrong === undefined ? null : (
        <p role="alert" className="ld-complaint">
          {wrong}
        </p>
      )}
    </fieldset>
  );
}
