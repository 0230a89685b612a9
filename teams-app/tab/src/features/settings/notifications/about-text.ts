import type { Notification } from "@logdoctor/shared-policies";
import type { TFunction } from "i18next";

/** Id of what a notification tells of: an incident, or a card of Prevent or Filter. */
export function subjectOf({ incidentId, alertCardId, filterCardId }: Notification): string {
  return incidentId ?? alertCardId ?? filterCardId ?? "";
}

/** Why it is told. */
export function aboutText({ incidentId, filterCardId, kind }: Notification, t: TFunction<"tab">): string {
  if (filterCardId !== undefined) return t("notify.sent.filterStopped");
  return incidentId === undefined ? t(`notify.sent.preventKind.${kind}`) : t(`notify.sent.kind.${kind}`);
}
