import { Field, Input, Select } from "@fluentui/react-components";
import type { NotificationSettings } from "@logdoctor/shared-policies";
import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { TeamForm } from "./alert-form.ts";
import type { FormPart } from "./alert-form-view.tsx";
import { complaintAt } from "./complaint-at.ts";
import { TimeZoneField } from "./time-zone-field.tsx";

/** What every part of a team's form gets. */
export interface TeamPart extends FormPart {
  readonly team: TeamForm;
  readonly index: number;
  readonly onTeam: (team: TeamForm) => void;
}

type Conversations = NotificationSettings["conversations"];

interface Props extends TeamPart {
  readonly conversations: Conversations;
}

/** A team's name, its place in Teams, and whom it turns to. */
export function TeamFields({ form, team, index, onTeam, complaints, disabled, conversations }: Props): ReactNode {
  const { t } = useTranslation();
  const wrong = (field: string) => complaintAt(complaints, `/teams/${index}/${field}`, t);
  const others = form.teams.filter(({ id }) => id !== team.id);
  return (
    <div className="ld-grid">
      <Field label={t("preventAlerts.teams.name", { n: index + 1 })} required {...wrong("name")}>
        <Input
          value={team.name}
          maxLength={120}
          disabled={disabled}
          onChange={(_, { value }) => onTeam({ ...team, name: value })}
        />
      </Field>
      <Field label={t("preventAlerts.teams.place")} {...wrong("conversation")}>
        <Select
          value={team.conversation}
          disabled={disabled}
          onChange={(_, { value }) => onTeam({ ...team, conversation: value })}
        >
          <option value="">{t("preventAlerts.teams.placeDefault")}</option>
          {placesOf(conversations, team.conversation, t).map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t("preventAlerts.teams.escalateTo")} {...wrong("escalateTo")}>
        <Select
          value={team.escalateTo}
          disabled={disabled}
          onChange={(_, { value }) => onTeam({ ...team, escalateTo: value })}
        >
          <option value="">{t("preventAlerts.teams.escalateDefault")}</option>
          {others.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <TimeZoneField
        label={t("preventAlerts.teams.timeZone")}
        none={t("preventAlerts.teams.sameZone", { zone: form.timeZone })}
        value={team.timeZone}
        disabled={disabled}
        onChange={(timeZone) => onTeam({ ...team, timeZone })}
      />
    </div>
  );
}

/** Shared places where the bot is, and the chosen one even where it is not. */
function placesOf(conversations: Conversations, chosen: string, t: TFunction<"tab">): (readonly [string, string])[] {
  const places = conversations
    .filter(({ type }) => type !== "personal")
    .map(({ conversationId: id, type }) => {
      const key = type === "channel" ? "preventAlerts.teams.placeChannel" : "preventAlerts.teams.placeChat";
      return [id, t(key, { id })] as const;
    });
  const known = chosen === "" || places.some(([id]) => id === chosen);
  return known ? places : [...places, [chosen, t("preventAlerts.teams.placeOther", { id: chosen })]];
}
