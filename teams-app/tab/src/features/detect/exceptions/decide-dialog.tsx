import { Checkbox, Field } from "@fluentui/react-components";
import type { ProposedException } from "@logdoctor/shared-policies";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../preferences.ts";
import { useAnnounce } from "../../../ui/announcer.tsx";
import { ConfirmDialog } from "../../../ui/confirm-dialog.tsx";
import { DecidedNote } from "./decided-note.tsx";
import { testText } from "./exception-words.ts";
import { ReplayView } from "./replay-view.tsx";
import { useDecision } from "./use-decision.ts";

export type Decision = "accept" | "reject";

interface Props {
  readonly exception: ProposedException;
  readonly decision: Decision;
  readonly onClose: () => void;
}

/** Shows what an exception would have hidden, once more, before it is decided. */
export function DecideDialog({ exception, decision, onClose }: Props): ReactNode {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const [known, setKnown] = useState(false);
  const [tried, setTried] = useState(false);
  const sender = useDecision(exception, () => {
    announce(t(decision === "accept" ? "exceptions.accepted" : "exceptions.rejected"));
    onClose();
  });
  const asks = decision === "accept" && exception.replay.confirmedAttacks > 0;
  const blocked = sender.busy || sender.conflict !== undefined;
  const confirm = (): void => {
    setTried(true);
    if (!blocked && (known || !asks)) sender.send(decision, asks && known);
  };
  return (
    <ConfirmDialog
      title={t(`exceptions.${decision}Title`)}
      confirm={t(`exceptions.${decision}`)}
      busy={blocked}
      wide
      error={sender.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      {sender.conflict === undefined ? null : <DecidedNote now={sender.conflict.now} />}
      <What exception={exception} decision={decision} />
      {asks ? (
        <Field {...(tried && !known ? { validationMessage: t("exceptions.acknowledgeFirst") } : {})}>
          <Checkbox
            label={t("exceptions.acknowledge")}
            checked={known}
            onChange={(_, { checked }) => setKnown(checked === true)}
          />
        </Field>
      ) : null}
    </ConfirmDialog>
  );
}

function What({ exception, decision }: Pick<Props, "exception" | "decision">): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <p>{t(`exceptions.${decision}Body`, { when: format.instant(exception.expiresAt) })}</p>
      <p>
        <strong>{exception.patternId}</strong>: {exception.reason}
      </p>
      <ul style={{ overflowWrap: "anywhere" }}>
        {exception.tests.map((test) => (
          <li key={`${test.field} ${test.operator} ${test.value}`}>{testText(test, t)}</li>
        ))}
      </ul>
      {decision === "accept" ? <ReplayView replay={exception.replay} /> : null}
    </>
  );
}
