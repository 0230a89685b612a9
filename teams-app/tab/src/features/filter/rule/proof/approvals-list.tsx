import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { FilterRuleDetail } from "../../../../api/filter-queries.ts";
import { useFormat } from "../../../../preferences.ts";

/** Who took which loss upon them, and why. */
export function ApprovalsList({ approvals }: Pick<FilterRuleDetail, "approvals">): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  if (approvals.length === 0) return null;
  return (
    <>
      <h3>{t("filterRule.certificate.approvals")}</h3>
      <ul style={{ overflowWrap: "anywhere" }}>
        {approvals.map(({ watcherId, at, by, reason }) => (
          <li key={watcherId}>
            <strong>{watcherId}</strong>: {reason}{" "}
            <span className="ld-muted">{t("filterRule.certificate.by", { who: by, when: format.instant(at) })}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
