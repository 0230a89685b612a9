import { Button } from "@fluentui/react-components";
import { mayBeDeleted } from "@logdoctor/shared-policies";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FilterRuleDetail } from "../../../../api/filter-queries.ts";
import { Card } from "../../../../ui/card.tsx";
import { StateBadge } from "../../words/state-badge.tsx";
import { ActionDialog } from "./action-dialog.tsx";
import { DeleteDialog } from "./delete-dialog.tsx";
import { LifecyclePicture } from "./lifecycle-picture.tsx";
import type { PersonAction } from "./person-action.ts";
import { Way } from "./way.tsx";

interface Props {
  readonly rule: FilterRuleDetail;
  readonly canEdit: boolean;
}

/** Where the rule stands, and what may be done about it now. */
export function LifecycleCard({ rule, canEdit }: Props): ReactNode {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<PersonAction | "delete">();
  const close = (): void => setChosen(undefined);
  const { state = "Draft" } = rule;
  const steps = rule.actions.filter((action) => action !== "monitor" && action !== "settle");
  return (
    <Card title={t("filterRule.life.title")}>
      <p className="ld-row" style={{ marginTop: 0 }}>
        <StateBadge rule={rule} />
      </p>
      <LifecyclePicture state={state} />
      <p>{t(`filterRule.life.about.${state}`)}</p>
      {rule.expired ? <p>{t("filterRule.life.expired")}</p> : null}
      {canEdit ? (
        <ul className="ld-ways">
          {steps.map((action) => (
            <Way
              key={action}
              action={action}
              blocks={action === "activate" || action === "readjust" ? rule.blockedBy : []}
              onChoose={setChosen}
            />
          ))}
        </ul>
      ) : null}
      {canEdit && mayBeDeleted(state) ? (
        <Button onClick={() => setChosen("delete")}>{t("filterRule.remove.open")}</Button>
      ) : null}
      {chosen === "delete" ? <DeleteDialog rule={rule} onClose={close} /> : null}
      {chosen === undefined || chosen === "delete" ? null : (
        <ActionDialog rule={rule} action={chosen} onClose={close} />
      )}
    </Card>
  );
}
