import type { Notification } from "@logdoctor/shared-policies";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useCanReplay } from "../../../api/use-can-replay.ts";
import { useFormat } from "../../../preferences.ts";
import { type Column, DataTable } from "../../../ui/data-table.tsx";
import { StatusBadge, type Tone } from "../../../ui/status-badge.tsx";
import { aboutText, subjectOf } from "./about-text.ts";
import { ReplayButton } from "./replay-button.tsx";

const tones: Record<Notification["state"], Tone> = { pending: "waiting", sent: "good", dead: "bad" };

/** Notifications with their state and why; those that could not be delivered can be put back. */
export function SentTable({ items }: { readonly items: readonly Notification[] }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const canReplay = useCanReplay();
  const columns: Column<Notification>[] = [
    { key: "incident", header: t("notify.sent.incident"), cell: (one) => <Subject notification={one} /> },
    { key: "about", header: t("notify.sent.about"), cell: (one) => aboutText(one, t) },
    { key: "when", header: t("notify.sent.when"), cell: ({ createdAt }) => format.instant(createdAt) },
    { key: "state", header: t("notify.sent.stateAndReason"), cell: (one) => <State notification={one} /> },
    { key: "tries", header: t("notify.sent.attempts"), cell: (one) => format.number(one.attempts), numeric: true },
  ];
  const replay: Column<Notification> = {
    key: "replay",
    header: t("notify.sent.replay"),
    cell: (one) => (one.state === "dead" ? <ReplayButton notification={one} /> : "–"),
  };
  const canPutBack = canReplay && items.some(({ state }) => state === "dead");
  return (
    <DataTable
      caption={t("notify.sent.title")}
      captionHidden
      columns={canPutBack ? [...columns, replay] : columns}
      rows={items}
      rowKey={({ id }) => id}
    />
  );
}

/** An incident has a page; a card of Prevent or Filter has none of its own. */
function Subject({ notification }: { readonly notification: Notification }): ReactNode {
  const { incidentId: id } = notification;
  if (id === undefined) return <span className="ld-mono">{subjectOf(notification)}</span>;
  return (
    <Link to="/detect/incidents/$id" params={{ id }} className="ld-link ld-mono">
      {id}
    </Link>
  );
}

function State({ notification }: { readonly notification: Notification }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { state, lastError, dueAt, attempts } = notification;
  return (
    <>
      <StatusBadge tone={tones[state]}>{t(`notify.sent.state.${state}`)}</StatusBadge>
      {state === "pending" && attempts > 0 ? <div>{t("notify.sent.next", { when: format.instant(dueAt) })}</div> : null}
      {state === "sent" || lastError === undefined ? null : (
        <div style={{ overflowWrap: "anywhere" }}>{t("notify.sent.lastError", { error: lastError })}</div>
      )}
    </>
  );
}
