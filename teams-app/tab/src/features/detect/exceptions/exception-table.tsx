import type { ProposedException } from "@logdoctor/shared-policies";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../preferences.ts";
import { type Column, DataTable } from "../../../ui/data-table.tsx";
import { DecideButtons } from "./decide-buttons.tsx";
import { DecideDialog, type Decision } from "./decide-dialog.tsx";
import { ExceptionState } from "./exception-state.tsx";
import { testText } from "./exception-words.ts";

interface Props {
  readonly exceptions: readonly ProposedException[];
  readonly canDecide: boolean;
}

/** Exceptions as the provider lists them. */
export function ExceptionTable({ exceptions, canDecide }: Props): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const [deciding, setDeciding] = useState<{ exception: ProposedException; decision: Decision }>();
  const columns: Column<ProposedException>[] = [
    { key: "pattern", header: t("exceptions.pattern"), cell: ({ patternId }) => patternId },
    { key: "tests", header: t("exceptions.hides"), cell: (exception) => <Tests exception={exception} /> },
    { key: "reason", header: t("exceptions.reason"), cell: ({ reason }) => reason },
    { key: "past", header: t("exceptions.past"), cell: (exception) => <Past exception={exception} /> },
    { key: "state", header: t("exceptions.state"), cell: (exception) => <ExceptionState exception={exception} /> },
    { key: "ends", header: t("exceptions.ends"), cell: ({ expiresAt }) => format.date(expiresAt) },
  ];
  const decision: Column<ProposedException> = {
    key: "decision",
    header: t("exceptions.decision"),
    cell: (exception) => (
      <DecideButtons exception={exception} onDecide={(chosen) => setDeciding({ exception, decision: chosen })} />
    ),
  };
  return (
    <>
      <DataTable
        caption={t("exceptions.title")}
        captionHidden
        columns={canDecide ? [...columns, decision] : columns}
        rows={exceptions}
        rowKey={({ id }) => id}
      />
      {deciding === undefined ? null : <DecideDialog {...deciding} onClose={() => setDeciding(undefined)} />}
    </>
  );
}

interface CellProps {
  readonly exception: ProposedException;
}

function Tests({ exception: { tests } }: CellProps): ReactNode {
  const { t } = useTranslation();
  return (
    <ul style={{ margin: 0, paddingInlineStart: 16, overflowWrap: "anywhere" }}>
      {tests.map((test) => (
        <li key={`${test.field} ${test.operator} ${test.value}`}>{testText(test, t)}</li>
      ))}
    </ul>
  );
}

function Past({ exception: { replay } }: CellProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const words = { incidents: format.number(replay.incidents), attacks: format.number(replay.confirmedAttacks) };
  const text = t("exceptions.replay.short", words);
  return replay.confirmedAttacks === 0 ? text : <strong>{text}</strong>;
}
