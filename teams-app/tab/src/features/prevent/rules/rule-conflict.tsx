import { MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import type { StoredPreventionRule } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../preferences.ts";

/** Says how a rule stands now that someone else changed it. */
export function RuleConflict({ rule: { isActive, threshold } }: { readonly rule: StoredPreventionRule }): ReactNode {
  const { t } = useTranslation();
  const state = t(isActive ? "preventRules.on" : "preventRules.off");
  return (
    <MessageBar role="alert" intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t("preventRules.conflictTitle")}</MessageBarTitle>
        {t("preventRules.conflictBody", { state, threshold: useFormat().number(threshold) })}
      </MessageBarBody>
    </MessageBar>
  );
}
