import { deleteFilterRule, type StoredFilterRule } from "@logdoctor/shared-policies";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useApi } from "../../../../services.ts";
import { useAnnounce } from "../../../../ui/announcer.tsx";
import { ConfirmDialog } from "../../../../ui/confirm-dialog.tsx";
import { RuleConflict } from "../rule-conflict.tsx";
import { useRuleChange } from "../use-rule-change.ts";

interface Props {
  readonly rule: StoredFilterRule;
  readonly onClose: () => void;
}

/** Deletes the version that the page shows. */
export function DeleteDialog({ rule, onClose }: Props): ReactNode {
  const { t } = useTranslation();
  const api = useApi();
  const announce = useAnnounce();
  const navigate = useNavigate();
  const name = rule.ruleName;
  const change = useRuleChange(
    async () => await api.call(deleteFilterRule, { params: { id: rule.id }, ifMatch: rule.etag }),
    () => {
      announce(t("filterRule.remove.done", { name }));
      void navigate({ to: "/filter/rules" });
    },
  );
  return (
    <ConfirmDialog
      title={t("filterRule.remove.title", { name })}
      confirm={t("filterRule.remove.open")}
      busy={change.busy}
      error={change.error}
      onConfirm={() => (change.busy ? undefined : change.send())}
      onClose={onClose}
    >
      {change.conflict ? <RuleConflict rule={rule} /> : null}
      <p>{t("filterRule.remove.body")}</p>
    </ConfirmDialog>
  );
}
