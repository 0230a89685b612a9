import { Button } from "@fluentui/react-components";
import type { StoredPreventionRule } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ButtonLink } from "../../../ui/button-link.tsx";
import { ruleNameOf } from "../words/rule-name.ts";

interface Props {
  readonly rule: StoredPreventionRule;
  readonly canEdit: boolean;
  readonly onOpen: (dialog: "details" | "delete") => void;
}

/** What can be done with a rule: only the tenant's own are edited and deleted. */
export function RuleButtons({ rule: { id, ruleName, origin }, canEdit, onOpen }: Props): ReactNode {
  const { t } = useTranslation();
  const name = ruleNameOf({ ruleId: id, ruleName }, t);
  return (
    <span className="ld-row">
      <Button aria-label={t("preventRules.detailsNamed", { name })} onClick={() => onOpen("details")}>
        {t("preventRules.details")}
      </Button>
      {canEdit && origin === "custom" ? (
        <>
          <ButtonLink to="/prevent/rules/edit/$id" params={{ id }} aria-label={t("preventRules.editNamed", { name })}>
            {t("preventRules.edit")}
          </ButtonLink>
          <Button aria-label={t("preventRules.deleteNamed", { name })} onClick={() => onOpen("delete")}>
            {t("preventRules.delete")}
          </Button>
        </>
      ) : null}
    </span>
  );
}
