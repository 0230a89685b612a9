import { Checkbox, Field, Input } from "@fluentui/react-components";
import type { NotificationSettings } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../preferences.ts";
import { Card } from "../../../ui/card.tsx";
import type { FormPart } from "./notify-form-view.tsx";

interface Props extends FormPart {
  readonly webhook: NotificationSettings["webhook"];
  readonly refused: boolean;
}

/** The webhook's address can be set and never read: of the one that is set only the host is known. */
export function WebhookCard({ form, onChange, complaints, disabled, webhook, refused }: Props): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const wrong = complaints.webhookUrl ? "notAnAddress" : refused ? "refused" : undefined;
  const message = wrong === undefined ? {} : { validationMessage: t(`notify.webhook.${wrong}`) };
  const set = webhook === undefined ? undefined : { host: webhook.host, when: format.instant(webhook.setAt) };
  return (
    <Card title={t("notify.webhook.title")}>
      <p className="ld-muted">{t("notify.webhook.lead")}</p>
      <p style={{ overflowWrap: "anywhere" }}>
        {set === undefined ? t("notify.webhook.none") : t("notify.webhook.set", set)}
      </p>
      {disabled ? null : (
        <div style={{ display: "grid", gap: 12 }}>
          <Field label={t("notify.webhook.address")} hint={t("notify.webhook.hint")} {...message}>
            <Input
              type="password"
              autoComplete="new-password"
              spellCheck={false}
              maxLength={2000}
              value={form.webhookUrl}
              onChange={(_, { value }) => onChange({ ...form, webhookUrl: value })}
            />
          </Field>
          {set === undefined ? null : (
            <Checkbox
              label={t("notify.webhook.remove")}
              checked={form.removeWebhook && form.webhookUrl === ""}
              disabled={form.webhookUrl !== ""}
              onChange={(_, { checked }) => onChange({ ...form, removeWebhook: checked === true })}
            />
          )}
        </div>
      )}
    </Card>
  );
}
