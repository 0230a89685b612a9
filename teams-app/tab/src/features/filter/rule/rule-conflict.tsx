import { MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import type { StoredFilterRule } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** Says how a rule stands now that someone else changed it. */
export function RuleConflict({ rule }: { readonly rule: StoredFilterRule }): ReactNode {
  const { t } = useTranslation();
  return (
    <MessageBar role="alert" intent="warning" layout="multiline" style={{ marginBottom: 12 }}>
      <MessageBarBody>
        <MessageBarTitle>{t("filterRule.conflictTitle")}</MessageBarTitle>
        {t("filterRule.conflictBody", { state: t(`filter.state.${rule.state ?? "Draft"}`) })}
      </MessageBarBody>
    </MessageBar>
  );
}
