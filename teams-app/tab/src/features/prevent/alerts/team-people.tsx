import { Checkbox } from "@fluentui/react-components";
import type { NotificationSettings } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { TeamPart } from "./team-fields.tsx";
import "../../settings/notifications/wishes-card.css";

interface Props extends TeamPart {
  readonly people: NotificationSettings["responders"];
}

/** Who is in a team, by the names of those who may act on cards. */
export function TeamPeople({ team, onTeam, disabled, people }: Props): ReactNode {
  const { t } = useTranslation();
  const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
  const strangers = team.people.filter((id) => !people.some(({ objectId }) => same(objectId, id)));
  const all = [
    ...people.map(({ objectId, name }) => [objectId, name] as const),
    ...strangers.map((id) => [id, t("preventAlerts.teams.unknownPerson", { id })] as const),
  ];
  const set = (id: string, is: boolean): void => {
    const others = team.people.filter((one) => !same(one, id));
    onTeam({ ...team, people: is ? [...others, id] : others });
  };
  return (
    <fieldset className="ld-choices">
      <legend>{t("preventAlerts.teams.people")}</legend>
      <p className="ld-muted" style={{ margin: "2px 0" }}>
        {t(all.length === 0 ? "preventAlerts.teams.noPeople" : "preventAlerts.teams.peopleHint")}
      </p>
      {all.map(([id, name]) => (
        <Checkbox
          key={id}
          label={name}
          checked={team.people.some((one) => same(one, id))}
          disabled={disabled}
          onChange={(_, { checked }) => set(id, checked === true)}
        />
      ))}
    </fieldset>
  );
}
