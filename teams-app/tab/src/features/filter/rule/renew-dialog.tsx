import { Field, Input } from "@fluentui/react-components";
import { renewFilterRule, type StoredFilterRule } from "@logdoctor/shared-policies";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../preferences.ts";
import { useApi, useServices } from "../../../services.ts";
import { useAnnounce } from "../../../ui/announcer.tsx";
import { ConfirmDialog } from "../../../ui/confirm-dialog.tsx";
import { instantOf, localTime } from "../words/local-time.ts";
import { RuleConflict } from "./rule-conflict.tsx";
import { useRuleChange } from "./use-rule-change.ts";

interface Props {
  readonly rule: StoredFilterRule;
  readonly onClose: () => void;
}

const usualMs = 90 * 86_400_000;

/** Lets a rule expire later. What it drops stays the same. */
export function RenewDialog({ rule, onClose }: Props): ReactNode {
  const { t } = useTranslation();
  const api = useApi();
  const format = useFormat();
  const announce = useAnnounce();
  const now = useServices().clock().getTime();
  const [text, setText] = useState(() => localTime(new Date(now + usualMs).toISOString()));
  const expiresAt = instantOf(text);
  const sound = expiresAt !== undefined && Date.parse(expiresAt) > now;
  const change = useRuleChange(
    async () =>
      await api.call(renewFilterRule, {
        params: { id: rule.id },
        body: { expiresAt: expiresAt ?? "" },
        ifMatch: rule.etag,
      }),
    (saved) => {
      announce(t("filterRule.renewed", { when: format.instant(saved.expiresAt ?? "") }));
      onClose();
    },
  );
  return (
    <ConfirmDialog
      title={t("filterRule.renew")}
      confirm={t("filterRule.renewConfirm")}
      busy={change.busy}
      error={change.error}
      onConfirm={() => (sound && !change.busy ? change.send() : undefined)}
      onClose={onClose}
    >
      {change.conflict ? <RuleConflict rule={rule} /> : null}
      <p>{t("filterRule.renewBody")}</p>
      <Field label={t("filterRule.expires")} {...(sound ? {} : { validationMessage: t("filterRule.expiresWrong") })}>
        <Input type="datetime-local" value={text} onChange={(_, { value }) => setText(value)} />
      </Field>
    </ConfirmDialog>
  );
}
