import { MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { FilterRuleDetail } from "../../../../api/filter-queries.ts";
import { RuleConflict } from "../rule-conflict.tsx";

interface Props {
  readonly rule: FilterRuleDetail;
  /** The versions that the refused approval named. */
  readonly sent: { readonly etag: string; readonly fingerprint: string } | undefined;
}

/** Says why an approval was refused: someone changed the rule, or its agent only proved it anew. */
export function ApproveConflict({ rule, sent }: Props): ReactNode {
  const { t } = useTranslation();
  const { etag, certificate } = rule;
  const isNewer = certificate !== undefined && certificate.fingerprint !== sent?.fingerprint;
  if (etag !== sent?.etag || !isNewer) return <RuleConflict rule={rule} />;
  return (
    <MessageBar role="alert" intent="warning" layout="multiline" style={{ marginBottom: 12 }}>
      <MessageBarBody>
        <MessageBarTitle>{t("filterRule.certificate.newerTitle")}</MessageBarTitle>
        {t("filterRule.certificate.newerBody")}
      </MessageBarBody>
    </MessageBar>
  );
}
