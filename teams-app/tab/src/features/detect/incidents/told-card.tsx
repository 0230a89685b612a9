import type { IncidentChannel } from "@logdoctor/shared-policies";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { incidentChannelsQuery } from "../../../api/notify-queries.ts";
import { useApi } from "../../../services.ts";
import { Card } from "../../../ui/card.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { StatusBadge, type Tone } from "../../../ui/status-badge.tsx";

const tones: Record<IncidentChannel["state"], Tone> = { current: "good", behind: "waiting", never: "neutral" };

/** Who else can know of the incident: what each channel shows of it. */
export function ToldCard({ id }: { readonly id: string }): ReactNode {
  const { t } = useTranslation();
  const query = useQuery(incidentChannelsQuery(useApi(), id));
  return (
    <Card title={t("notify.told.title")}>
      <QueryView query={query}>
        {(channels) => (channels.length === 0 ? <NoChannel /> : <Channels channels={channels} />)}
      </QueryView>
    </Card>
  );
}

function NoChannel(): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <p>{t("notify.told.none")}</p>
      <Link to="/settings/notifications" className="ld-link">
        {t("notify.told.setUp")}
      </Link>
    </>
  );
}

function Channels({ channels }: { readonly channels: readonly IncidentChannel[] }): ReactNode {
  const { t } = useTranslation();
  return (
    <ul
      aria-label={t("notify.told.title")}
      style={{ display: "grid", gap: 8, margin: 0, padding: 0, listStyle: "none" }}
    >
      {channels.map((channel) => (
        <li key={`${channel.kind} ${channel.name}`} className="ld-row">
          <strong>{t(`notify.test.kind.${channel.kind}`)}</strong>
          <span className="ld-mono">{channel.name}</span>
          <State channel={channel} />
        </li>
      ))}
    </ul>
  );
}

function State({ channel: { kind, state, problem } }: { readonly channel: IncidentChannel }): ReactNode {
  const { t } = useTranslation();
  const text = t(kind === "bot" ? `notify.told.state.${state}` : `notify.told.webhook.${state}`);
  // What was given up is never brought up to date.
  const tone = problem === undefined || state === "current" ? tones[state] : "bad";
  return (
    <>
      <StatusBadge tone={tone}>{tone === "bad" ? t("notify.bot.closed") : text}</StatusBadge>
      {problem === undefined ? null : <span style={{ overflowWrap: "anywhere" }}>{problem}</span>}
    </>
  );
}
