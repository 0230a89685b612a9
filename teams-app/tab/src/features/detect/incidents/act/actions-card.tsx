import { Button } from "@fluentui/react-components";
import { IncidentAction, pathOf, type StoredIncident } from "@logdoctor/shared-policies";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "../../../../ui/card.tsx";
import { ProposeException } from "../../exceptions/propose-exception.tsx";
import { ActionDialog } from "./action-dialog.tsx";

const actions = IncidentAction.exclude(["open"]).options;
type Action = (typeof actions)[number];

/** The steps that the incident's state allows. */
export function ActionsCard({ incident }: { readonly incident: StoredIncident }): ReactNode {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Action>();
  const allowed = actions.filter((action) => pathOf(incident.status, action) !== undefined);
  return (
    <Card title={t("incidents.actions.title")}>
      {allowed.length === 0 ? <p>{t("incidents.actions.none")}</p> : null}
      <div className="ld-row">
        {allowed.map((action, index) => (
          <Button key={action} appearance={index === 0 ? "primary" : "secondary"} onClick={() => setChosen(action)}>
            {t(`incidents.actions.${action}`)}
          </Button>
        ))}
        <ProposeException incident={incident} />
      </div>
      {chosen === undefined ? null : (
        <ActionDialog incident={incident} action={chosen} onClose={() => setChosen(undefined)} />
      )}
    </Card>
  );
}
