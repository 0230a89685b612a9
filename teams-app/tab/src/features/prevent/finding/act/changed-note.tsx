import { Button, MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { FindingDetail } from "../../../../api/prevent-queries.ts";
import { useFormat } from "../../../../preferences.ts";
import { actorName } from "../../../detect/words/actor-name.ts";

interface Props {
  readonly newer: FindingDetail;
  readonly onTake: () => void;
}

/** How the finding stands now. Takes the focus, because what was asked for did not happen. */
export function ChangedNote({ newer, onTake }: Props): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => note.current?.focus(), []);
  const last = newer.transitions.at(-1);
  return (
    <div ref={note} tabIndex={-1} style={{ outline: "none" }}>
      <MessageBar role="alert" intent="warning" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t("prevent.answer.conflictTitle")}</MessageBarTitle>
          <p style={{ margin: "4px 0" }}>
            {t("prevent.answer.conflictBody", { state: t(`prevent.state.${newer.state}`) })}
          </p>
          {last === undefined ? null : (
            <p style={{ margin: "4px 0" }}>
              {t("prevent.history.by", { when: format.instant(last.at), who: actorName(last.actor, t) })}
            </p>
          )}
          <Button onClick={onTake}>{t("detect.reload")}</Button>
        </MessageBarBody>
      </MessageBar>
    </div>
  );
}
