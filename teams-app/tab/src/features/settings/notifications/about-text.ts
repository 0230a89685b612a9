import type { Notification } from "@logdoctor/shared-policies";
import type { TFunction } from "i18next";

/** Id of what a notification tells of: an incident, or a card with findings of Prevent. */
export function subjectOf({ incidentId, alertCardId }: Notification): string {
  return incidentId ?? alertCardId ?? "";
}

/** Why it is told. */
export function aboutText({ incidentId, kind }: Notification, t: TFunction<"tab">): string {
  return incidentId === undefined ? t(`notify.sent.preventKind.${kind}`) : t(`notify.sent.kind.${kind}`);
}
