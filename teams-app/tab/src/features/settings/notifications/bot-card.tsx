import { Field, Select } from "@fluentui/react-components";
import type { NotificationSettings } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "../../../ui/card.tsx";
import { type Column, DataTable } from "../../../ui/data-table.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { StatusBadge } from "../../../ui/status-badge.tsx";
import type { FormPart } from "./notify-form-view.tsx";
import "./bot-card.css";

type Conversation = NotificationSettings["conversations"][number];

/** Where the bot is installed, and in which of these places it posts. */
export function BotCard({ settings, ...part }: FormPart & { readonly settings: NotificationSettings }): ReactNode {
  const { t } = useTranslation();
  const { conversations, team } = settings;
  const columns: Column<Conversation>[] = [
    { key: "place", header: t("notify.bot.place"), cell: (one) => <Place conversation={one} /> },
    { key: "kind", header: t("notify.bot.kind"), cell: ({ type }) => t(`notify.bot.type.${type}`) },
    { key: "state", header: t("notify.bot.state"), cell: (one) => <State conversation={one} team={team} /> },
  ];
  return (
    <Card title={t("notify.bot.title")}>
      {conversations.length === 0 ? (
        <EmptyState title={t("notify.bot.emptyTitle")} body={t("notify.bot.emptyBody")} />
      ) : (
        <DataTable
          caption={t("notify.bot.title")}
          captionHidden
          columns={columns}
          rows={conversations}
          rowKey={({ conversationId }) => conversationId}
        />
      )}
      {conversations.length === 0 && part.form.team === "" ? null : (
        <Where {...part} conversations={conversations} team={team} />
      )}
    </Card>
  );
}

function Place({ conversation: { conversationId } }: { readonly conversation: Conversation }): ReactNode {
  return <span className="ld-mono">{conversationId}</span>;
}

interface StateProps {
  readonly conversation: Conversation;
  readonly team: string | undefined;
}

function State({ conversation: { conversationId, type, teamId, undeliverable }, team }: StateProps): ReactNode {
  const { t } = useTranslation();
  if (undeliverable !== undefined) {
    return (
      <>
        <StatusBadge tone="bad">{t("notify.bot.closed")}</StatusBadge>
        <div style={{ overflowWrap: "anywhere" }}>{t("notify.sent.lastError", { error: undeliverable })}</div>
        <div className="ld-muted">{t("notify.bot.closedHint")}</div>
      </>
    );
  }
  if (type === "personal") return <StatusBadge tone="neutral">{t("notify.bot.personal")}</StatusBadge>;
  const chosen = team === undefined || team === conversationId || team === teamId;
  return chosen ? (
    <StatusBadge tone="good">{t("notify.bot.told")}</StatusBadge>
  ) : (
    <StatusBadge tone="neutral">{t("notify.bot.notChosen")}</StatusBadge>
  );
}

interface WhereProps extends FormPart {
  readonly conversations: readonly Conversation[];
  readonly team: string | undefined;
}

function Where({ form, onChange, disabled, conversations, team }: WhereProps): ReactNode {
  const { t } = useTranslation();
  const shared = conversations.filter(({ type }) => type !== "personal");
  const teams = [...new Set(shared.flatMap(({ teamId }) => (teamId === undefined ? [] : [teamId])))];
  const places = shared.map(({ conversationId }) => conversationId).filter((id) => !teams.includes(id));
  // An id that was set by the API, or of a place that has lost the bot.
  const others = team === undefined || teams.includes(team) || places.includes(team) ? [] : [team];
  return (
    <Field label={t("notify.bot.where")} className="ld-where">
      <Select value={form.team} disabled={disabled} onChange={(_, { value }) => onChange({ ...form, team: value })}>
        <option value="">{t("notify.bot.everywhere")}</option>
        {teams.map((id) => (
          <option key={id} value={id}>
            {t("notify.bot.team", { id })}
          </option>
        ))}
        {[...places, ...others].map((id) => (
          <option key={id} value={id}>
            {t("notify.bot.one", { id })}
          </option>
        ))}
      </Select>
    </Field>
  );
}
