import { Button } from "@fluentui/react-components";
import { type NotificationSettings, type TestedChannel, testNotifications } from "@logdoctor/shared-policies";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useApi } from "../../../services.ts";
import { useAnnounce } from "../../../ui/announcer.tsx";
import { Card } from "../../../ui/card.tsx";
import { ProblemPanel } from "../../../ui/problem-panel.tsx";
import { StatusBadge, type Tone } from "../../../ui/status-badge.tsx";

interface Props {
  readonly settings: NotificationSettings;
  /** There are edits that were not saved, and would not be tested. */
  readonly changed: boolean;
}

/** Sends a card that is of no incident, and shows what Teams said. */
export function TestCard({ settings, changed }: Props): ReactNode {
  const { t } = useTranslation();
  const api = useApi();
  const announce = useAnnounce();
  const test = useMutation({
    mutationFn: async () => (await api.call(testNotifications)).data.channels,
    onSuccess: (channels) => {
      const failed = channels.filter(({ delivered }) => !delivered).length;
      const done =
        channels.length === 0 ? t("notify.test.noChannel") : t("notify.test.done", { count: channels.length });
      announce(failed === 0 ? done : t("notify.test.failed", { count: failed }));
    },
  });
  const none = settings.webhook === undefined && settings.conversations.length === 0;
  const hint = changed ? "saveFirst" : none ? "noChannel" : undefined;
  return (
    <Card title={t("notify.test.title")}>
      <p className="ld-muted">{t("notify.test.lead")}</p>
      <div className="ld-row">
        <Button
          disabledFocusable={test.isPending || hint !== undefined}
          {...(hint === undefined ? {} : { "aria-describedby": "ld-test-hint" })}
          onClick={() => test.mutate()}
        >
          {t(test.isPending ? "notify.test.sending" : "notify.test.send")}
        </Button>
        {hint === undefined ? null : <span id="ld-test-hint">{t(`notify.test.${hint}`)}</span>}
      </div>
      {test.error === null ? null : <ProblemPanel error={test.error} />}
      {test.data === undefined || test.data.length === 0 ? null : <Results channels={test.data} />}
    </Card>
  );
}

function Results({ channels }: { readonly channels: readonly TestedChannel[] }): ReactNode {
  const { t } = useTranslation();
  return (
    <ul aria-label={t("notify.test.results")} style={{ display: "grid", gap: 8, padding: 0, listStyle: "none" }}>
      {channels.map((channel) => (
        <li key={`${channel.kind} ${channel.name}`} className="ld-row">
          <strong>{t(`notify.test.kind.${channel.kind}`)}</strong>
          <span className="ld-mono">{channel.name}</span>
          <Outcome channel={channel} />
        </li>
      ))}
    </ul>
  );
}

function Outcome({ channel: { kind, delivered, problem = "" } }: { readonly channel: TestedChannel }): ReactNode {
  const { t } = useTranslation();
  if (!delivered) return <Explained tone="bad" state={t("notify.test.refused")} why={problem} />;
  if (kind === "webhook") {
    return <Explained tone="waiting" state={t("notify.test.queued")} why={t("notify.test.queuedHint")} />;
  }
  return <StatusBadge tone="good">{t("notify.test.posted")}</StatusBadge>;
}

interface ExplainedProps {
  readonly tone: Tone;
  readonly state: string;
  readonly why: string;
}

function Explained({ tone, state, why }: ExplainedProps): ReactNode {
  return (
    <>
      <StatusBadge tone={tone}>{state}</StatusBadge>
      <span style={{ overflowWrap: "anywhere" }}>{why}</span>
    </>
  );
}
