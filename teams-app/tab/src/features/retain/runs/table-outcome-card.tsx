import type { RetainTableOutcome } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../preferences.ts";
import { Card } from "../../../ui/card.tsx";
import { Facts } from "../../../ui/facts.tsx";
import { StatusBadge } from "../../../ui/status-badge.tsx";
import { RunStatusBadge } from "../../run-status/run-status-badge.tsx";
import { ArchivedParts } from "./archived-parts.tsx";

interface Props {
  readonly outcome: RetainTableOutcome;
}

/** What a run did with one policy on one table, and how that was verified. */
export function TableOutcomeCard({ outcome }: Props): ReactNode {
  const { t } = useTranslation();
  return (
    <Card title={`${outcome.table} · ${t(`terms.classShort.${outcome.class}`)}`}>
      <div className="ld-row" style={{ marginBottom: 12 }}>
        <RunStatusBadge status={outcome.status} />
        <Verification outcome={outcome} />
      </div>
      <RowFacts outcome={outcome} />
      <HowFacts outcome={outcome} />
      <HeldBackReasons outcome={outcome} />
      {outcome.errorMessage === undefined ? null : (
        <p>
          <strong>{t("runs.error")}:</strong> <span lang="en">{outcome.errorMessage}</span>
        </p>
      )}
      <ArchivedParts outcome={outcome} />
    </Card>
  );
}

function Verification({ outcome }: Props): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  if (outcome.archived === 0) return <span>{t("runs.nothingArchived")}</span>;
  if (outcome.verified >= outcome.archived) return <StatusBadge tone="good">{t("runs.verifiedAll")}</StatusBadge>;
  const counts = { verified: format.number(outcome.verified), archived: format.number(outcome.archived) };
  return <StatusBadge tone="waiting">{t("runs.verifiedSome", counts)}</StatusBadge>;
}

function RowFacts({ outcome }: Props): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { windows, sourceBytes, bytes } = outcome;
  const numbers = {
    planned: format.number(windows.planned),
    done: format.number(windows.done),
    failed: format.number(windows.failed),
  };
  const times = bytes > 0 ? format.number(Math.round((sourceBytes / bytes) * 10) / 10) : undefined;
  const size = format.bytes(bytes);
  return (
    <Facts
      facts={[
        [t("runs.expired"), format.number(outcome.expired)],
        [t("runs.archived"), format.number(outcome.archived)],
        [t("runs.verified"), format.number(outcome.verified)],
        [t("runs.shrunk"), format.number(outcome.shrunk)],
        [t("runs.late"), format.number(outcome.late)],
        [t("runs.blobs"), format.number(outcome.blobs)],
        [t("runs.sourceBytes"), format.bytes(sourceBytes)],
        [t("runs.bytes"), times === undefined ? size : `${size} (${t("runs.compression", { times })})`],
        [t("runs.windows"), t("runs.windowsDone", numbers)],
      ]}
    />
  );
}

function HowFacts({ outcome }: Props): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { retention } = outcome;
  return (
    <>
      <p style={{ margin: "0 0 4px" }}>
        <strong>{t("runs.method")}:</strong> {t(`terms.method.${outcome.method}`)}{" "}
        <span className="ld-muted">{t(`terms.methodReason.${outcome.methodReasonCode}`)}</span>
      </p>
      {retention === undefined ? null : (
        <p style={{ margin: "0 0 4px" }}>
          <strong>{t("runs.retention")}:</strong>{" "}
          {t("runs.retentionChange", {
            before: format.days(retention.before),
            after: format.days(retention.after),
            totalBefore: format.days(retention.totalBefore),
            totalAfter: format.days(retention.totalAfter),
          })}
        </p>
      )}
    </>
  );
}

function HeldBackReasons({ outcome }: Props): ReactNode {
  const { t } = useTranslation();
  if (outcome.heldBack.length === 0) return null;
  return (
    <>
      <h3>{t("runs.heldBack")}</h3>
      <ul>
        {outcome.heldBack.map((reason) => (
          <li key={reason}>{t(`terms.heldBack.${reason}`)}</li>
        ))}
      </ul>
    </>
  );
}
