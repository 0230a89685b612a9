import { Button } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useRef } from "react";
import { useTranslation } from "react-i18next";
import { notifySettingsQuery } from "../../../api/notify-queries.ts";
import { useApi } from "../../../services.ts";
import { Card } from "../../../ui/card.tsx";
import { newTeam, type TeamForm, withoutTeam } from "./alert-form.ts";
import type { FormPart } from "./alert-form-view.tsx";
import { TeamFields } from "./team-fields.tsx";
import { TeamPeople } from "./team-people.tsx";
import { TeamQuiet } from "./team-quiet.tsx";

const mostTeams = 50;

/** The teams that are alerted: where, when not, and whom next. */
export function TeamsCard(part: FormPart): ReactNode {
  const { t } = useTranslation();
  const { form, onChange, disabled } = part;
  const settings = useQuery(notifySettingsQuery(useApi())).data;
  const below = useRef<HTMLDivElement>(null);
  const change = (team: TeamForm): void =>
    onChange({ ...form, teams: form.teams.map((one) => (one.id === team.id ? team : one)) });
  const remove = (id: string): void => {
    onChange(withoutTeam(form, id));
    below.current?.querySelector("button")?.focus();
  };
  return (
    <Card title={t("preventAlerts.teams.title")}>
      <p className="ld-muted">{t("preventAlerts.teams.lead")}</p>
      {form.teams.map((team, index) => {
        const name = team.name === "" ? t("preventAlerts.teams.unnamed") : team.name;
        const props = { ...part, team, index, onTeam: change };
        return (
          <fieldset key={team.id} className="ld-team">
            <legend>{t("preventAlerts.teams.legend", { n: index + 1, name })}</legend>
            <TeamFields {...props} conversations={settings?.conversations ?? []} />
            <TeamQuiet {...props} />
            <TeamPeople {...props} people={settings?.responders ?? []} />
            {disabled || form.teams.length === 1 ? null : (
              <Button onClick={() => remove(team.id)} aria-label={t("preventAlerts.teams.remove", { name })}>
                {t("preventAlerts.teams.removeShort")}
              </Button>
            )}
          </fieldset>
        );
      })}
      {disabled || form.teams.length >= mostTeams ? null : (
        <div ref={below}>
          <Button onClick={() => onChange({ ...form, teams: [...form.teams, another(form.teams)] })}>
            {t("preventAlerts.teams.add")}
          </Button>
        </div>
      )}
    </Card>
  );
}

/** A new team under an id that none had before: alerts of a team that is gone are not its own. */
function another(teams: readonly TeamForm[]): TeamForm {
  return newTeam(`team-${crypto.randomUUID().slice(0, 13)}`, teams[0]);
}
