import { MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import type { StoredPattern } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../preferences.ts";

/** Says how a pattern stands now that someone else changed it. */
export function PatternConflict({ pattern: { isActive, threshold } }: { readonly pattern: StoredPattern }): ReactNode {
  const { t } = useTranslation();
  const words = { state: t(isActive ? "patterns.on" : "patterns.off"), threshold: useFormat().number(threshold) };
  return (
    <MessageBar role="alert" intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t("patterns.conflictTitle")}</MessageBarTitle>
        {t("patterns.conflictBody", words)}
      </MessageBarBody>
    </MessageBar>
  );
}
