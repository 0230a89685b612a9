import {
  type NotificationLanguage,
  type NotificationSettings,
  NotifiedSeverity,
  updateNotificationSettings,
} from "@logdoctor/shared-policies";
import { z } from "zod";

/** The settings as a person edits them. */
export interface NotifyForm {
  readonly language: NotificationLanguage;
  readonly severities: readonly NotifiedSeverity[];
  /** Teams id of the one place that is told; empty for all. */
  readonly team: string;
  readonly responders: readonly ResponderForm[];
  /** Address of a new webhook; empty keeps what is set. */
  readonly webhookUrl: string;
  readonly removeWebhook: boolean;
}

export interface ResponderForm {
  /** Tells rows apart while they are edited. */
  readonly key: number;
  readonly objectId: string;
  readonly name: string;
}

export interface NotifyComplaints {
  readonly severities: boolean;
  readonly webhookUrl: boolean;
  /** Keys of rows whose name, or whose object id, is not one. */
  readonly names: readonly number[];
  readonly objectIds: readonly number[];
}

export function formOf({ language, severities, team = "", responders }: NotificationSettings): NotifyForm {
  const rows = responders.map(({ objectId, name }, key) => ({ key, objectId, name }));
  return { language, severities, team, responders: rows, webhookUrl: "", removeWebhook: false };
}

export function withSeverity(form: NotifyForm, severity: NotifiedSeverity, wanted: boolean): NotifyForm {
  const all = NotifiedSeverity.options;
  const severities = all.filter((one) => (one === severity ? wanted : form.severities.includes(one)));
  return { ...form, severities };
}

export function withResponder(form: NotifyForm): NotifyForm {
  const key = Math.max(-1, ...form.responders.map((row) => row.key)) + 1;
  return { ...form, responders: [...form.responders, { key, objectId: "", name: "" }] };
}

/** What is wrong with the form, as far as can be known here: which hosts are allowed only the service knows. */
export function complaintsOf({ severities, webhookUrl, responders }: NotifyForm): NotifyComplaints {
  const keysWhere = (wrong: (row: ResponderForm) => boolean) => responders.filter(wrong).map(({ key }) => key);
  return {
    severities: severities.length === 0,
    webhookUrl: webhookUrl.trim() !== "" && URL.parse(webhookUrl.trim())?.protocol !== "https:",
    names: keysWhere(({ name }) => name.trim() === ""),
    objectIds: keysWhere(({ objectId }) => !z.guid().safeParse(objectId.trim()).success),
  };
}

export function isSound({ severities, webhookUrl, names, objectIds }: NotifyComplaints): boolean {
  return !severities && !webhookUrl && names.length === 0 && objectIds.length === 0;
}

/** What is sent for a form without complaints. */
export function bodyOf(form: NotifyForm): z.input<typeof updateNotificationSettings.body> {
  const { language, severities, team, responders, webhookUrl, removeWebhook } = form;
  const address = webhookUrl.trim();
  return updateNotificationSettings.body.parse({
    ...{ language, severities: [...severities] },
    responders: responders.map(({ objectId, name }) => ({ objectId: objectId.trim(), name: name.trim() })),
    ...(team === "" ? {} : { team }),
    ...(address === "" ? {} : { webhookUrl: address }),
    ...(removeWebhook && address === "" ? { webhookUrl: null } : {}),
  });
}
