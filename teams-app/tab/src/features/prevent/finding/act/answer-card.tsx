import { Button } from "@fluentui/react-components";
import { type FindingAction, findingActionsOf } from "@logdoctor/shared-policies";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FindingDetail } from "../../../../api/prevent-queries.ts";
import { Card } from "../../../../ui/card.tsx";
import { AnswerDialog } from "./answer-dialog.tsx";

/** The answers that the finding's state has room for. */
export function AnswerCard({ finding }: { readonly finding: FindingDetail }): ReactNode {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<FindingAction>();
  const allowed = findingActionsOf(finding.state);
  return (
    <Card title={t("prevent.answer.title")}>
      {allowed.length === 0 ? <p>{t("prevent.answer.none")}</p> : null}
      <div className="ld-row">
        {allowed.map((action, index) => (
          <Button key={action} appearance={index === 0 ? "primary" : "secondary"} onClick={() => setChosen(action)}>
            {t(`prevent.answer.${action}`)}
          </Button>
        ))}
      </div>
      {chosen === undefined ? null : (
        <AnswerDialog finding={finding} action={chosen} onClose={() => setChosen(undefined)} />
      )}
    </Card>
  );
}
