import { Button } from "@fluentui/react-components";
import type { StoredIncident } from "@logdoctor/shared-policies";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../../preferences.ts";
import { Card } from "../../../../ui/card.tsx";
import { actorName } from "../../words/actor-name.ts";
import { VerdictDialog } from "./verdict-dialog.tsx";

interface Props {
  readonly incident: StoredIncident;
  readonly canRespond: boolean;
}

/** What a person found the incident to be, and the way to say so. */
export function VerdictCard({ incident, canRespond }: Props): ReactNode {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  return (
    <Card title={t("incidents.verdict.title")}>
      <Settled verdict={incident.verdict} />
      {canRespond ? <Button onClick={() => setAsking(true)}>{t("incidents.verdict.settle")}</Button> : null}
      {asking ? <VerdictDialog incident={incident} onClose={() => setAsking(false)} /> : null}
    </Card>
  );
}

function Settled({ verdict }: Pick<StoredIncident, "verdict">): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  if (verdict === undefined) return <p>{t("incidents.verdict.none")}</p>;
  const words = {
    verdict: t(`detect.verdict.${verdict.verdict}`),
    who: actorName(verdict.actor, t),
    when: format.instant(verdict.at),
  };
  return (
    <>
      <p>
        <strong>{t("incidents.verdict.now", words)}</strong>
      </p>
      {verdict.reason === "" ? null : <p style={{ overflowWrap: "anywhere" }}>{verdict.reason}</p>}
    </>
  );
}
