import { Field, MessageBar, MessageBarBody, Textarea } from "@fluentui/react-components";
import { moveFilterRuleEndpoint, type StoredFilterRule } from "@logdoctor/shared-policies";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useApi } from "../../../../services.ts";
import { useAnnounce } from "../../../../ui/announcer.tsx";
import { ConfirmDialog } from "../../../../ui/confirm-dialog.tsx";
import { RuleConflict } from "../rule-conflict.tsx";
import { useRuleChange } from "../use-rule-change.ts";
import type { PersonAction } from "./person-action.ts";

interface Props {
  readonly rule: StoredFilterRule;
  readonly action: PersonAction;
  readonly onClose: () => void;
}

const reasoned: readonly PersonAction[] = ["reject", "flag", "readjust", "disable"];

/** Asks for the reason of a step, and takes it. */
export function ActionDialog({ rule, action, onClose }: Props): ReactNode {
  const { t } = useTranslation();
  const api = useApi();
  const announce = useAnnounce();
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const input = { params: { id: rule.id }, body: { action, reason: reason.trim() }, ifMatch: rule.etag };
  const change = useRuleChange(
    async () => await api.call(moveFilterRuleEndpoint, input),
    ({ state = "Draft" }) => {
      announce(t("filterRule.moved", { name: rule.ruleName, state: t(`filter.state.${state}`) }));
      onClose();
    },
  );
  const needed = reasoned.includes(action);
  const missing = needed && reason.trim() === "";
  const gone = !rule.actions.includes(action);
  const confirm = (): void => {
    setTried(true);
    if (!missing && !gone && !change.busy) change.send();
  };
  return (
    <ConfirmDialog
      title={t(`filter.action.${action}`)}
      confirm={t(`filter.action.${action}`)}
      busy={change.busy || gone}
      error={change.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      {change.conflict ? <RuleConflict rule={rule} /> : null}
      {gone && change.conflict ? <p>{t("filterRule.life.notNow")}</p> : <p>{t(`filterRule.life.does.${action}`)}</p>}
      {action === "activate" ? (
        <MessageBar intent="warning" layout="multiline" style={{ marginBottom: 12 }}>
          <MessageBarBody>{t("filterRule.life.forGood")}</MessageBarBody>
        </MessageBar>
      ) : null}
      <Field
        label={t("filterRule.reason")}
        required={needed}
        {...(tried && missing ? { validationMessage: t("filterRule.reasonMissing") } : {})}
      >
        <Textarea value={reason} maxLength={500} onChange={(_, { value }) => setReason(value)} />
      </Field>
    </ConfirmDialog>
  );
}
