import { Button } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { FindingDetail } from "../../../../api/prevent-queries.ts";
import { useFormat } from "../../../../preferences.ts";
import { FocusedNote } from "../../../../ui/focused-note.tsx";
import { actorName } from "../../../detect/words/actor-name.ts";

interface Props {
  readonly newer: FindingDetail;
  readonly onTake: () => void;
}

/** How the finding stands now. Takes the focus, because what was asked for did not happen. */
export function ChangedNote({ newer, onTake }: Props): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const last = newer.transitions.at(-1);
  return (
    <FocusedNote title={t("prevent.answer.conflictTitle")}>
      <p style={{ margin: "4px 0" }}>
        {t("prevent.answer.conflictBody", { state: t(`prevent.state.${newer.state}`) })}
      </p>
      {last === undefined ? null : (
        <p style={{ margin: "4px 0" }}>
          {t("prevent.history.by", { when: format.instant(last.at), who: actorName(last.actor, t) })}
        </p>
      )}
      <Button onClick={onTake}>{t("detect.reload")}</Button>
    </FocusedNote>
  );
}
