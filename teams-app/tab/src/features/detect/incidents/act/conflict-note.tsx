import { Button } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../../preferences.ts";
import { FocusedNote } from "../../../../ui/focused-note.tsx";
import { actorName } from "../../words/actor-name.ts";
import type { IncidentChanges } from "./incident-changes.ts";

interface Props {
  readonly changes: IncidentChanges;
  readonly onTakeNewer: () => void;
}

/** What someone else did meanwhile. Takes the focus, because what was asked for did not happen. */
export function ConflictNote({ changes, onTakeNewer }: Props): ReactNode {
  const { t } = useTranslation();
  return (
    <FocusedNote title={t("incidents.conflict.title")}>
      <p style={{ margin: "4px 0" }}>{t("incidents.conflict.body")}</p>
      <Changes changes={changes} />
      <Button onClick={onTakeNewer}>{t("detect.reload")}</Button>
    </FocusedNote>
  );
}

function Changes({ changes: { steps, verdict, requests } }: { readonly changes: IncidentChanges }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const nothing = steps.length === 0 && verdict === undefined && requests === 0;
  return (
    <ul>
      {steps.map(({ action, at, from, to, actor }) => (
        <li key={`${at} ${from} ${action}`}>
          {t("incidents.conflict.step", {
            from: t(`detect.status.${from}`),
            to: t(`detect.status.${to}`),
            who: actorName(actor, t),
            when: format.instant(at),
          })}
        </li>
      ))}
      {verdict === undefined ? null : (
        <li>
          {t("incidents.conflict.verdict", {
            verdict: t(`detect.verdict.${verdict.verdict}`),
            who: actorName(verdict.actor, t),
          })}
        </li>
      )}
      {requests === 0 ? null : <li>{t("incidents.conflict.findings", { count: requests })}</li>}
      {nothing ? <li>{t("incidents.conflict.other")}</li> : null}
    </ul>
  );
}
